/** Who is signed in, for all tabs of this browser. The tokens are in cookies that no script can read. */
import { useSyncExternalStore } from 'preact/compat';
import { store as keep, storedJson } from '../offline/storage';
import type { components } from '../generated/api';

export type Me = components['schemas']['Me'];

/** What the page itself keeps of a session. */
export interface Session {
  readonly userId: string;
  readonly username: string;
  readonly displayName: string;
  /** When the address that signs this person in became another; null if it never did. */
  readonly emailChangedAt: string | null;
  /** Proves that a change comes from this page; worthless without the cookies. */
  readonly csrfToken: string;
  /** When the access token runs out, by this machine's clock. */
  readonly expiresAt: number;
}

const key = 'magpie.session';
const watchers = new Set<() => void>();
let current = read();
let lost = false;

export function session(): Session | null {
  return current;
}

/** Whether the session ended without the person's doing, and they may sign in again where they are. */
export function sessionLost(): boolean {
  return lost;
}

export function useSession(): Session | null {
  return useSyncExternalStore(watch, session);
}

export function useSessionLost(): boolean {
  return useSyncExternalStore(watch, sessionLost);
}

export function beginSession(me: Me, csrfToken: string, expiresIn: number): void {
  const { id: userId, username, displayName, emailChangedAt } = me;
  store({ userId, username, displayName, emailChangedAt, csrfToken, expiresAt: Date.now() + expiresIn * 1000 });
}

export function renameSession(displayName: string): void {
  if (current !== null) store({ ...current, displayName });
}

/** The person signed out, or the account is gone. */
export function endSession(): void {
  store(null);
}

/** The server does not know this session any more. The name stays, to sign in again without losing the place. */
export function loseSession(): void {
  lost = true;
  tell();
}

/** What another tab stored, read again: this tab may not have heard of it yet. */
export function readSession(): Session | null {
  current = read();
  return current;
}

function store(next: Session | null): void {
  keep(key, next === null ? null : JSON.stringify(next));
  current = next;
  lost = false;
  tell();
}

function read(): Session | null {
  return storedJson(key) as Session | null;
}

function watch(tick: () => void): () => void {
  watchers.add(tick);
  return () => watchers.delete(tick);
}

function tell(): void {
  watchers.forEach((tick) => tick());
}

addEventListener('storage', (event) => {
  if (event.key === key || event.key === null) hearOfOtherTabs();
});

// A page that was put aside hears nothing of other tabs meanwhile.
addEventListener('pageshow', (event) => {
  if (event.persisted) hearOfOtherTabs();
});

function hearOfOtherTabs(): void {
  const before = current?.userId;
  current = read();
  if (current !== null) lost = false;
  // What was read as another person, or as a stranger, must not stay on the screen.
  if (before === current?.userId) tell();
  else location.reload();
}
