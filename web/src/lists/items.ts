/** A line of a list of posts: which post, and who reposted it. The post itself is in the cache of posts. */
import { keepPosts } from '../posts/cache';
import type { FeedItem, Post } from '../api/client';
import type { Page } from './pages';

export interface PostItem {
  readonly postId: string;
  readonly at: string;
  readonly repostedBy: FeedItem['repostedBy'];
}

export function itemOf(item: FeedItem): PostItem {
  return { postId: item.post.id, at: item.at, repostedBy: item.repostedBy };
}

export function keyOfItem(item: PostItem): string {
  return `${item.postId} ${item.repostedBy?.id ?? ''}`;
}

interface FeedPage {
  readonly items: FeedItem[];
  readonly nextCursor: string | null;
  readonly partial?: boolean;
}

/** Keeps the posts of a page. @param askedAt `performance.now()` before it was asked for */
export function keepPage(page: FeedPage, askedAt: number): Page<PostItem> {
  keepPosts(
    page.items.map((item) => item.post),
    askedAt,
  );
  return { ...page, items: page.items.map(itemOf) };
}

/** The same for a page of plain posts. */
export function keepPostPage(page: { items: Post[]; nextCursor: string | null }, askedAt: number): Page<PostItem> {
  keepPosts(page.items, askedAt);
  const items = page.items.map((post) => ({ postId: post.id, at: post.createdAt, repostedBy: undefined }));
  return { items, nextCursor: page.nextCursor };
}
