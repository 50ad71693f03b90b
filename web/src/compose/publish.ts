/** Sends a post, and shows it wherever it belongs. */
import { api, ask, type FeedItem, type Post } from '../api/client';
import { prepend } from '../lists/pages';
import { countReply, isKnown, keepPosts } from '../posts/cache';
import { itemOf } from '../lists/items';
import { appendReply } from '../thread/conversation';
import { session } from '../session/session';
import { forgetDraft, tryDraft, type Draft } from './drafts';

/** @return the post as it was published; the draft is forgotten then, and kept if this throws a `Problem` */
export async function publish(draft: Draft, replyToId: string | null): Promise<Post> {
  const askedAt = performance.now();
  tryDraft(replyToId, draft);
  const body = replyToId === null ? { text: draft.text } : { text: draft.text, replyToId };
  const post = await ask(api.POST('/v1/posts', { body, params: { header: { 'Idempotency-Key': draft.key } } }));
  forgetDraft(replyToId, draft);
  const known = isKnown(post.id); // an earlier try got through, and was read since
  keepPosts([post], askedAt);
  if (!known) show(post);
  return post;
}

function show(post: Post): void {
  const item: FeedItem = { post, at: post.createdAt };
  const own = session()?.userId ?? '';
  if (post.replyToId === null) {
    prepend(['feed', own], itemOf(item));
    prepend(['posts', own, 'false'], itemOf(item));
  } else {
    countReply(post.replyToId, 1);
    appendReply(post.replyToId, post);
  }
  prepend(['posts', own, 'true'], itemOf(item));
}
