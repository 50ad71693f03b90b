/**
 * The one cache of posts: whatever shows a post shows it from here, so that a like in the feed shows in the thread.
 *
 * What orders it: an answer may have left the server before a change of the person's that was acknowledged since. It
 * then knows less than we do, and its marks and counts are not taken. What the person wants and the server has not
 * confirmed yet lies over whatever the server says, until it is confirmed or has failed.
 */
import { useCallback, useSyncExternalStore } from 'preact/compat';
import type { Post } from '../api/client';

export type Mark = 'liked' | 'reposted';
export type Wish = Partial<Record<Mark, boolean | undefined>>;

interface Entry {
  known: Post;
  /** When the person's last change was confirmed, by `performance.now()`. */
  confirmedAt: number;
  wish: Wish;
  gone: boolean;
  /** `known` under `wish`: the same object until something changes. */
  shown: Post | null;
}

const counts = { liked: 'likes', reposted: 'reposts' } as const;
const entries = new Map<string, Entry>();
const watchers = new Map<string, Set<() => void>>();

/** Keeps posts that an answer brought. @param askedAt `performance.now()` before it was asked for */
export function keepPosts(posts: readonly Post[], askedAt: number): void {
  for (const post of posts) keep(post, askedAt);
}

function keep(post: Post, askedAt: number): void {
  const entry = entries.get(post.id);
  if (entry === undefined) {
    entries.set(post.id, { known: post, confirmedAt: 0, wish: {}, gone: false, shown: post });
    tell(post.id);
  } else if (askedAt >= entry.confirmedAt) {
    change(post.id, entry, { known: post });
  }
}

/** Keeps what the server answered to a change: nothing that was asked for before it counts from now on. */
export function confirm(post: Post, mark: Mark): void {
  const entry = entries.get(post.id);
  if (entry === undefined) return;
  change(post.id, entry, { known: post, confirmedAt: performance.now(), wish: { ...entry.wish, [mark]: undefined } });
}

export function wish(id: string, mark: Mark, value: boolean | undefined): void {
  const entry = entries.get(id);
  if (entry !== undefined) change(id, entry, { wish: { ...entry.wish, [mark]: value } });
}

/** Hides a post everywhere, or shows it again where a deletion failed. */
export function hide(id: string, gone: boolean): void {
  const entry = entries.get(id);
  if (entry !== undefined) change(id, entry, { gone });
}

/** A reply more, or one fewer, as far as this page knows. */
export function countReply(id: string, change_: 1 | -1): void {
  const entry = entries.get(id);
  if (entry === undefined) return;
  const { counts: before } = entry.known;
  const replies = Math.max(0, before.replies + change_);
  change(id, entry, { known: { ...entry.known, counts: { ...before, replies } }, confirmedAt: performance.now() });
}

/** The post as it is to be shown; null if it is not known or gone. */
export function postOf(id: string): Post | null {
  return entries.get(id)?.shown ?? null;
}

export function isKnown(id: string): boolean {
  return entries.has(id);
}

/** Hides whatever somebody wrote, who was blocked. */
export function hideAuthor(authorId: string): void {
  for (const [id, entry] of entries) {
    if (entry.known.author.id === authorId) hide(id, true);
  }
}

export function isGone(id: string): boolean {
  return entries.get(id)?.gone ?? false;
}

export function usePost(id: string): Post | null {
  const watch = useCallback((tick: () => void) => watchPost(id, tick), [id]);
  return useSyncExternalStore(watch, () => postOf(id));
}

/** As the server last told them, oldest first. */
export function knownPosts(): Post[] {
  return [...entries.values()].filter((entry) => !entry.gone).map((entry) => entry.known);
}

export function forgetPosts(): void {
  entries.clear();
}

function change(id: string, entry: Entry, part: Partial<Entry>): void {
  Object.assign(entry, part);
  entry.shown = entry.gone ? null : under(entry.known, entry.wish);
  tell(id);
}

function under(post: Post, wishes: Wish): Post {
  let shown = post;
  for (const mark of ['liked', 'reposted'] as const) {
    const wanted = wishes[mark];
    const has = post.viewer?.[mark] ?? false;
    if (wanted === undefined || wanted === has) continue;
    const count = Math.max(0, shown.counts[counts[mark]] + (wanted ? 1 : -1));
    const viewer = { liked: false, reposted: false, ...shown.viewer, [mark]: wanted };
    shown = { ...shown, viewer, counts: { ...shown.counts, [counts[mark]]: count } };
  }
  return shown;
}

function watchPost(id: string, tick: () => void): () => void {
  const ticks = watchers.get(id) ?? new Set();
  watchers.set(id, ticks.add(tick));
  return () => {
    ticks.delete(tick);
    if (ticks.size === 0) watchers.delete(id);
  };
}

function tell(id: string): void {
  watchers.get(id)?.forEach((tick) => tick());
}
