/**
 * Keeps the lists of this tab over a reload: one comes back to the same lines at once, and what is new is offered. They
 * are in the session's storage, which no other tab has and which goes with this one.
 */
import { dehydrate, hydrate, type DehydratedState } from '@tanstack/react-query';
import { queries, type Page } from '../lists/pages';
import { storePlaces } from '../lists/places';
import { knownPosts, keepPosts } from '../posts/cache';
import { session } from '../session/session';
import { forgetInTab, storedInTab, storeInTab } from './storage';
import type { Post } from '../api/client';

interface Kept {
  readonly version: string;
  readonly userId: string | null;
  readonly lists: DehydratedState;
  readonly posts: readonly Post[];
}

const key = 'magpie.tab';
const most = 1_500; // items of all lists: what fits the storage of a tab

/** What is kept by one build of the page is not read by another, which may have other shapes. */
const version = import.meta.url;

/** Whose lists this tab has: another tab may have signed somebody else in by the time they are kept. */
let owner: string | null = null;

export function ownTab(userId: string | null): void {
  owner = userId;
}

export function keepAcrossReloads(): void {
  owner = session()?.userId ?? null;
  addEventListener('pagehide', () => {
    storePlaces();
    store();
  });
}

export function restoreAfterReload(): void {
  const kept = storedInTab(key) as Kept | null;
  forgetInTab(key);
  if (kept?.version !== version || kept.userId !== (session()?.userId ?? null)) return;
  keepPosts(kept.posts, 0);
  hydrate(queries, kept.lists);
  // Shown at once, and read again: who reloads wants what is there now. The feed looks for itself, and moves nothing.
  void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'feed', refetchType: 'none' });
}

export function forgetTab(): void {
  forgetInTab(key);
  owner = null;
}

function store(): void {
  let room = most;
  const lists = dehydrate(queries, {
    shouldDehydrateQuery: (query) => {
      const items = itemsOf(query.state.data);
      if (query.state.status !== 'success' || items > room) return false;
      room -= items;
      return true;
    },
  });
  storeInTab(key, { version, userId: owner, lists, posts: knownPosts().slice(-2 * most) } satisfies Kept);
}

function itemsOf(data: unknown): number {
  const pages = (data as { pages?: Page<unknown>[] } | undefined)?.pages;
  return pages?.reduce((count, page) => count + page.items.length, 0) ?? 1;
}
