/** The home feed, and what came since it was read. */
import { useEffect, useState } from 'preact/hooks';
import { api, ask } from '../api/client';
import { keepPage, keyOfItem, type PostItem } from '../lists/items';
import { prependedAt, queries, useList, type List, type Page, type Pages } from '../lists/pages';
import { news } from '../live/news';
import { session } from '../session/session';

const pageSize = 20;
const top = 50; // px of scrolling up to which nobody is reading something further down

export function feedKey(): readonly string[] {
  return ['feed', session()?.userId ?? ''];
}

/** Whether the feed was read before, on this screen or before a reload. */
export function isFeedKept(): boolean {
  return queries.getQueryData(feedKey()) !== undefined;
}

export function useFeed(): List<PostItem> {
  return useList(feedKey(), fetchFeed, keyOfItem);
}

async function fetchFeed(cursor: string | null): Promise<Page<PostItem>> {
  const askedAt = performance.now();
  // The first page's address is the one that the server's page told the browser to load ahead.
  const query = cursor === null ? { limit: pageSize } : { limit: pageSize, cursor };
  return keepPage(await ask(api.GET('/v1/feed', { params: { query } })), askedAt);
}

/** How many posts a new first page has before the one that is at the top now, and what shows them. */
/** @param kept whether the list that is shown was read before this screen was opened */
export function useNewPosts(kept: boolean): { count: number; show: () => void } {
  const [fresh, setFresh] = useState<Page<PostItem> | null>(null);
  useEffect(() => {
    const look = (use: (page: Page<PostItem>) => void) => {
      const askedAt = performance.now();
      fetchFeed(null).then(
        (page) => {
          if (askedAt < prependedAt(feedKey())) return; // it may not have the person's own newest post
          if (window.scrollY < top) dropGone(page); // further down that would move what one reads
          use(page);
        },
        () => undefined, // the next question may be answered
      );
    };
    // Kept over a reload, or a visit to another screen. Who comes to the top of it wants what is there now.
    if (kept) look((page) => (window.scrollY < top ? show(page) : setFresh(page)));
    return news.listen(() => look(setFresh));
  }, []);
  return {
    count: fresh === null ? 0 : countNew(fresh, shownItems()),
    show: () => {
      if (fresh !== null) show(withOwn(fresh));
      setFresh(null);
    },
  };
}

/** What the person published after the page was read stands before it. */
function withOwn(page: Page<PostItem>): Page<PostItem> {
  const newest = page.items[0]?.at ?? '';
  const there = new Set(page.items.map(keyOfItem));
  const own = shownItems().filter((item) => item.at > newest && !there.has(keyOfItem(item)));
  return { ...page, items: [...own, ...page.items] };
}

function show(page: Page<PostItem>): void {
  queries.setQueryData<Pages<PostItem>>(feedKey(), { pages: [page], pageParams: [null] });
}

/** The items that stand before all that were shown: what is merely gone from the list is not new. */
export function countNew(fresh: Page<PostItem>, shown: readonly PostItem[]): number {
  const known = new Set(shown.map(keyOfItem));
  const first = fresh.items.findIndex((item) => known.has(keyOfItem(item)));
  return first < 0 ? fresh.items.length : first;
}

/** Takes what was deleted or withdrawn out of the list; what one reads stays where it is. */
function dropGone(fresh: Page<PostItem>): void {
  const gone = goneOf(fresh, shownItems());
  if (gone.size === 0) return;
  queries.setQueryData<Pages<PostItem>>(feedKey(), (data) => {
    if (data === undefined) return data;
    const pages = data.pages.map((page) => ({ ...page, items: page.items.filter((item) => !gone.has(item)) }));
    return { ...data, pages };
  });
}

/** The shown items that a new first page would have, as far as it reaches, and has not. */
export function goneOf(fresh: Page<PostItem>, shown: readonly PostItem[]): Set<PostItem> {
  const there = new Set(fresh.items.map(keyOfItem));
  const last = shown.findLastIndex((item) => there.has(keyOfItem(item)));
  const reach = fresh.nextCursor === null ? shown : shown.slice(0, Math.max(0, last));
  return new Set(fresh.partial ? [] : reach.filter((item) => !there.has(keyOfItem(item))));
}

function shownItems(): readonly PostItem[] {
  return queries.getQueryData<Pages<PostItem>>(feedKey())?.pages.flatMap((page) => page.items) ?? [];
}
