/** Signing up, in and out. */
import { api, ask } from '../api/client';
import { forgetAllDrafts } from '../compose/drafts';
import { forgetTab } from '../offline/reload';
import { forgetSeen } from '../offline/serviceWorker';
import { queries } from '../lists/pages';
import { forgetPosts } from '../posts/cache';
import { beginSession, endSession } from './session';
import type { components } from '../generated/api';

type SignedIn = components['schemas']['CookieSession'];

const byCookie = { params: { query: { cookie: true } } };

export async function signUp(username: string, email: string, password: string): Promise<void> {
  begin(await ask(api.POST('/v1/users', { ...byCookie, body: { username, email, password } })));
}

export async function signIn(login: string, password: string): Promise<void> {
  begin(await ask(api.POST('/v1/sessions', { ...byCookie, body: { login, password } })));
}

/** Ends the session at the server first: where that fails, the person is still signed in, and is told so. */
export async function signOut(): Promise<void> {
  await ask(api.DELETE('/v1/sessions/current'));
  await leave();
}

/** Leaves nothing of the person on this machine. */
export async function leave(): Promise<void> {
  forgetAllDrafts();
  forgetPosts();
  queries.clear();
  forgetTab();
  await forgetSeen();
  endSession();
}

function begin(answer: object): void {
  const { user, csrfToken, expiresIn } = answer as SignedIn; // in cookie mode the tokens are not in the answer
  beginSession(user, csrfToken, expiresIn);
}
