/** Lines at the top of any screen, for what concerns the whole page. */
import { useState, useSyncExternalStore } from 'preact/compat';
import { m } from '../language/language';
import { wholly } from '../language/time';
import { store, stored } from '../offline/storage';
import { useSession } from '../session/session';
import { Link } from '../ui/Link';

/** Says that there is no connection, while there is none. */
export function Offline() {
  const online = useSyncExternalStore(watch, () => navigator.onLine);
  return <div role="status">{!online && <p class="notice">{m.errors.offline()}</p>}</div>;
}

function watch(tick: () => void): () => void {
  addEventListener('online', tick);
  addEventListener('offline', tick);
  return () => {
    removeEventListener('online', tick);
    removeEventListener('offline', tick);
  };
}

/** Tells of a change that a thief of the session might have made, until the person has seen it. */
export function EmailChanged() {
  const session = useSession();
  const key = `magpie.emailChange.${session?.userId ?? ''}`;
  const [, again] = useState(0);
  const at = session?.emailChangedAt ?? null;
  if (at === null || stored(key) === at) return null;
  return (
    <div class="notice" role="status">
      <p>{m.settings.emailChanged({ date: wholly(at) })}</p>
      <Link class="text-button" href="/settings/account">
        {m.settings.changePassword()}
      </Link>
      <button
        class="text-button"
        onClick={() => {
          store(key, at);
          again((count) => count + 1);
        }}
      >
        {m.dialog.close()}
      </button>
    </div>
  );
}
