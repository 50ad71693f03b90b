/** Signing up, in and out. */
import { api, ask } from '../api/client';
import { problemOf } from '../api/problem';
import { forgetAllDrafts } from '../compose/drafts';
import { speak } from '../app/appearance';
import { chosenLanguage, isLanguage } from '../language/language';
import { forgetTab, ownTab } from '../offline/reload';
import { forgetSeen } from '../offline/serviceWorker';
import { queries } from '../lists/pages';
import { forgetRelations } from '../people/relations';
import { forgetPosts } from '../posts/cache';
import { beginSession, endSession, session } from './session';
import type { components } from '../generated/api';

type SignedIn = components['schemas']['CookieSession'];

const byCookie = { params: { query: { cookie: true } } };

export async function signUp(username: string, email: string, password: string): Promise<void> {
  await begin(await ask(api.POST('/v1/users', { ...byCookie, body: { username, email, password } })));
}

export async function signIn(login: string, password: string): Promise<void> {
  await begin(await ask(api.POST('/v1/sessions', { ...byCookie, body: { login, password } })));
}

/** Ends the session at the server first: where that fails, the person is still signed in, and is told so. */
export async function signOut(): Promise<void> {
  try {
    await ask(api.DELETE('/v1/sessions/current'));
  } catch (error) {
    if (problemOf(error).code !== 'UNAUTHENTICATED') throw error; // else it is over already
  }
  await leave();
}

/** Leaves nothing of the person on this machine. */
export async function leave(): Promise<void> {
  forgetAllDrafts();
  await forgetRead();
  endSession();
}

/** The person does not want to sign in again: what they were writing stays for when they do. */
export async function stayAway(): Promise<void> {
  await forgetRead();
  endSession();
}

async function begin(answer: object): Promise<void> {
  const { user, csrfToken, expiresIn } = answer as SignedIn; // in cookie mode the tokens are not in the answer
  if (session()?.userId !== user.id) await forgetRead(); // it was read as somebody else, or as a stranger
  ownTab(user.id);
  beginSession(user, csrfToken, expiresIn);
  await adoptLanguage(user.settings.language);
}

async function forgetRead(): Promise<void> {
  forgetPosts();
  forgetRelations();
  queries.clear();
  forgetTab();
  await forgetSeen();
}

/** The language that the person chose on another device, unless they chose one here. */
async function adoptLanguage(tag: string): Promise<void> {
  if (chosenLanguage() === '' && isLanguage(tag)) await speak(tag);
}
