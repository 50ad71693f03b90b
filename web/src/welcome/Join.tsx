import { useLocation } from 'wouter';
import { m } from '../language/language';
import { useSession } from '../session/session';
import { Link } from '../ui/Link';

/** Tells a stranger, wherever they came in, how to take part. */
export function Join() {
  const session = useSession();
  const [path] = useLocation();
  if (session !== null || ['/', '/welcome', '/settings', '/notifications'].includes(path)) return null;
  return (
    <p class="notice join">
      <span>{m.welcome.join()}</span>
      <Link class="button" href="/welcome">
        {m.welcome.joinNow()}
      </Link>
    </p>
  );
}
