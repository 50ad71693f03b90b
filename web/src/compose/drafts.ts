/** What a person is writing, kept on their machine until it is out, with the key that keeps it from going out twice. */
import { session } from '../session/session';

export interface Draft {
  readonly text: string;
  /** Sent with the post: however often it is sent, the server publishes one. Another text is another post. */
  readonly key: string;
}

/** @param replyToId the post that is answered; null for a post of its own */
export function draftOf(replyToId: string | null): Draft {
  try {
    const draft = JSON.parse(localStorage.getItem(name(replyToId)) ?? 'null') as Draft | null;
    if (draft !== null) return draft;
  } catch {
    // somebody else wrote there
  }
  return { text: '', key: '' };
}

export function keepDraft(replyToId: string | null, text: string): Draft {
  const draft = { text, key: crypto.randomUUID() };
  if (text === '') forgetDraft(replyToId);
  else localStorage.setItem(name(replyToId), JSON.stringify(draft));
  return draft;
}

export function forgetDraft(replyToId: string | null): void {
  localStorage.removeItem(name(replyToId));
}

/** Everything that anybody was writing here: for signing out and deleting an account. */
export function forgetAllDrafts(): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith('magpie.draft.')) localStorage.removeItem(key);
  }
}

function name(replyToId: string | null): string {
  return `magpie.draft.${session()?.userId ?? ''}.${replyToId ?? 'post'}`;
}
