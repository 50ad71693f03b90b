/**
 * What a person is writing, kept on their machine until it is out, and the same in every field and tab that shows it.
 * Its key keeps it from going out twice: the same text, tried again, has the key of the first try.
 */
import { useSyncExternalStore } from 'preact/compat';
import { store, stored, storedJson, storedKeys } from '../offline/storage';
import { session } from '../session/session';

export interface Draft {
  readonly text: string;
  /** Sent with the post: however often it is sent, the server publishes one. */
  readonly key: string;
  /** What was sent last, and may have got through although no answer came. */
  readonly tried?: { readonly text: string; readonly key: string };
}

const none: Draft = { text: '', key: '' };
const prefix = 'magpie.draft.';
const watchers = new Set<() => void>();
const read = new Map<string, { json: string | null; draft: Draft }>(); // so that the same draft is the same object

/** @param replyToId the post that is answered; null for a post of its own */
export function useDraft(replyToId: string | null): Draft {
  return useSyncExternalStore(watch, () => draftOf(replyToId));
}

export function draftOf(replyToId: string | null): Draft {
  const name = nameOf(replyToId);
  const json = stored(name);
  const before = read.get(name);
  if (before?.json === json) return before.draft;
  const draft = (storedJson(name) as Draft | null) ?? none;
  read.set(name, { json, draft });
  return draft;
}

export function keepDraft(replyToId: string | null, text: string): void {
  const { tried } = draftOf(replyToId);
  const key = tried?.text === text ? tried.key : newKey();
  write(replyToId, text === '' && tried === undefined ? null : { text, key, ...(tried && { tried }) });
}

/** The draft is about to be sent. */
export function tryDraft(replyToId: string | null, draft: Draft): void {
  write(replyToId, { ...draft, tried: { text: draft.text, key: draft.key } });
}

/** It is out; what was typed since, here or in another tab, stays. */
export function forgetDraft(replyToId: string | null, sent: Draft): void {
  const now = draftOf(replyToId);
  write(replyToId, now.key === sent.key ? null : { text: now.text, key: now.key });
}

/** Everything that anybody was writing here: for signing out and deleting an account. */
export function forgetAllDrafts(): void {
  for (const key of storedKeys()) {
    if (key.startsWith(prefix)) store(key, null);
  }
  tell();
}

function write(replyToId: string | null, draft: Draft | null): void {
  store(nameOf(replyToId), draft === null ? null : JSON.stringify(draft));
  tell();
}

function nameOf(replyToId: string | null): string {
  return `${prefix}${session()?.userId ?? ''}.${replyToId ?? 'post'}`;
}

/** `crypto.randomUUID` is there over TLS and on loopback alone. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function watch(tick: () => void): () => void {
  watchers.add(tick);
  return () => watchers.delete(tick);
}

function tell(): void {
  watchers.forEach((tick) => tick());
}

addEventListener('storage', (event) => {
  if (event.key?.startsWith(prefix)) tell();
});
