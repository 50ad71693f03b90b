/** A conversation: what a post answers, the post, and the replies to it. */
import { useQuery } from '@tanstack/react-query';
import { api, ask, type Post } from '../api/client';
import { keepPosts } from '../posts/cache';
import { keepPostPage, keyOfItem, type PostItem } from '../lists/items';
import { queries, useList, type List, type Page, type Pages } from '../lists/pages';
import type { Problem } from '../api/problem';

/** A post above, by id; null where it was deleted or may not be seen. */
export type Ancestor = string | null;

interface Conversation {
  readonly ancestors: readonly Ancestor[];
  readonly replies: Page<PostItem>;
}

export function useConversation(id: string) {
  return useQuery<Conversation, Problem>({ queryKey: ['thread', id], queryFn: () => fetchConversation(id) });
}

export function useReplies(id: string): List<PostItem> {
  return useList(repliesKey(id), (cursor) => fetchReplies(id, cursor), keyOfItem);
}

/** Adds a reply of one's own to a conversation that is open, if it is. */
export function appendReply(id: string, reply: Post): void {
  queries.setQueryData<Pages<PostItem>>(repliesKey(id), (data) => {
    const last = data?.pages.at(-1);
    if (data === undefined || last === undefined) return data;
    const item = { postId: reply.id, at: reply.createdAt, repostedBy: undefined };
    return { ...data, pages: [...data.pages.slice(0, -1), { ...last, items: [...last.items, item] }] };
  });
}

async function fetchConversation(id: string): Promise<Conversation> {
  const askedAt = performance.now();
  const thread = await ask(api.GET('/v1/posts/{id}/thread', { params: { path: { id } } }));
  const above = thread.ancestors.map((ancestor) => ('deleted' in ancestor ? null : ancestor));
  keepPosts([...above.filter((post) => post !== null), thread.post], askedAt);
  const replies = keepPostPage(thread.replies, askedAt);
  queries.setQueryData<Pages<PostItem>>(repliesKey(id), { pages: [replies], pageParams: [null] });
  return { ancestors: above.map((post) => post?.id ?? null), replies };
}

async function fetchReplies(id: string, cursor: string | null): Promise<Page<PostItem>> {
  const askedAt = performance.now();
  const query = cursor === null ? {} : { cursor };
  return keepPostPage(await ask(api.GET('/v1/posts/{id}/replies', { params: { path: { id }, query } })), askedAt);
}

function repliesKey(id: string): readonly string[] {
  return ['replies', id];
}
