/** Renews the access token: one tab for all, because a refresh token is spent once. */
import { Problem } from '../api/problem';
import { beginSession, loseSession, readSession, session, sessionLost } from './session';
import type { components } from '../generated/api';

type SignedIn = components['schemas']['CookieSession'];

const patience = 20_000; // milliseconds; whoever waits for the lock waits as long
const reserve = 30_000; // milliseconds before the end at which a token is renewed

/** Whether a request made now would come with a token that is over, or nearly. */
export function needsRenewal(): boolean {
  const now = session();
  return now !== null && now.expiresAt - Date.now() < reserve;
}

/**
 * Renews, unless another tab did while this one waited for its turn.
 *
 * @param refused `expiresAt` of the session whose token the server refused, if that is why
 * @return whether there is a session now; a server that cannot be reached is no reason to end one, but a `Problem`
 */
export async function renew(refused?: number): Promise<boolean> {
  return alone(async () => {
    const now = readSession();
    if (now === null || sessionLost()) return false;
    if (refused === undefined ? !needsRenewal() : now.expiresAt !== refused) return true;
    const response = await fetch('/v1/sessions/refresh?cookie=true', {
      method: 'POST',
      signal: AbortSignal.timeout(patience),
    });
    if (response.ok) {
      const answer = (await response.json()) as SignedIn;
      beginSession(answer.user, answer.csrfToken, answer.expiresIn);
      return true;
    }
    if (response.status !== 401) throw new Problem('UNAVAILABLE', '');
    loseSession();
    return false;
  });
}

/** One tab at a time, where the browser can do that: over plain HTTP there are no locks. */
async function alone(action: () => Promise<boolean>): Promise<boolean> {
  const locks = navigator.locks as LockManager | undefined;
  return locks === undefined ? action() : locks.request('magpie.renew', action);
}
