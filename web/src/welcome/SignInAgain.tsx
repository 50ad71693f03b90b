import { m } from '../language/language';
import { stayAway } from '../session/account';
import { useSession, useSessionLost } from '../session/session';
import { Dialog } from '../ui/Dialog';
import { SignInForm } from './SignInForm';

/** Over whatever one was doing, when the session has ended: the page below stays as it is, with what was typed. */
export function SignInAgain() {
  const lost = useSessionLost();
  const session = useSession();
  if (!lost || session === null) return null;
  return (
    <Dialog title={m.welcome.again()} onClose={() => void stayAway()} light={false}>
      <p>{m.welcome.againLead()}</p>
      <SignInForm login={session.username} />
      <button class="text-button" onClick={() => void stayAway()}>
        {m.welcome.notNow()}
      </button>
    </Dialog>
  );
}
