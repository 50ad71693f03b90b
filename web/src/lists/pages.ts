/** Lists that are read page by page, as react-query keeps them. Posts are in the cache of posts; a list has their ids. */
import { QueryClient, useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { useMemo } from 'preact/hooks';
import type { Problem } from '../api/problem';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  readonly partial?: boolean;
}

export type Pages<Item> = InfiniteData<Page<Item>, string | null>;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Infinity, // a list changes when a person asks for it, and never under their eyes
      gcTime: 30 * 60_000,
      retry: (count, error) => count < 2 && (error as unknown as Problem).passing,
      retryDelay: (count) => 1_000 * 2 ** count,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: 'always', // the service worker may have it although there is no network
    },
  },
});

export interface List<Item> {
  readonly items: readonly Item[];
  readonly partial: boolean;
  readonly loading: boolean;
  readonly loadingMore: boolean;
  readonly problem: Problem | null;
  readonly ended: boolean;
  readonly more: () => void;
  readonly again: () => void;
}

/** @param keyOf tells items apart: what a page brings again, because one of one's own was put in before, shows once */
export function useList<Item>(
  key: readonly string[],
  fetchPage: (cursor: string | null) => Promise<Page<Item>>,
  keyOf: (item: Item) => string,
): List<Item> {
  const query = useInfiniteQuery<Page<Item>, Problem, Pages<Item>, readonly string[], string | null>({
    queryKey: key,
    queryFn: ({ pageParam }) => fetchPage(pageParam),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const pages = query.data?.pages;
  const items = useMemo(() => distinct(pages?.flatMap((page) => page.items) ?? [], keyOf), [pages]);
  return {
    items,
    partial: pages?.some((page) => page.partial) ?? false,
    loading: query.isPending,
    loadingMore: query.isFetchingNextPage,
    problem: query.error,
    ended: query.data !== undefined && !query.hasNextPage,
    more: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
    again: () => void (query.data === undefined ? query.refetch() : query.fetchNextPage()),
  };
}

function distinct<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const seen = new Map<string, Item>();
  for (const item of items) if (!seen.has(keyOf(item))) seen.set(keyOf(item), item);
  return [...seen.values()];
}

/** When a list was last given an item by this page, by `performance.now()`. */
export function prependedAt(key: readonly string[]): number {
  return prepended.get(key.join(' ')) ?? 0;
}

const prepended = new Map<string, number>();

/** Puts an item before all others of a list that was read already. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- says what the list has
export function prepend<Item>(key: readonly string[], item: Item): void {
  prepended.set(key.join(' '), performance.now());
  queries.setQueryData<Pages<Item>>(key, (data) => {
    const first = data?.pages[0];
    if (data === undefined || first === undefined) return data;
    return { ...data, pages: [{ ...first, items: [item, ...first.items] }, ...data.pages.slice(1)] };
  });
}
