/** A post with what it answers and its replies. */
import { useLayoutEffect } from 'preact/hooks';
import { m } from '../language/language';
import { go } from '../app/navigation';
import { Screen } from '../app/Screen';
import { NotFound } from '../app/NotFound';
import { keyOfItem } from '../lists/items';
import { hasReturned } from '../lists/places';
import { VirtualList } from '../lists/VirtualList';
import { isGone, postOf, usePost } from '../posts/cache';
import { PostCard } from '../posts/PostCard';
import { Failure } from '../ui/Failure';
import { Skeletons } from '../ui/Skeletons';
import { useConversation, useReplies, type Ancestor } from './conversation';
import './thread.css';

export function Thread({ id }: { id: string }) {
  const conversation = useConversation(id);
  const post = usePost(id); // at once, where a list had it
  const above = conversation.data?.ancestors.length ?? 0;
  useLayoutEffect(() => {
    // What the post answers comes above it, and must not push it away.
    if (above > 0 && !hasReturned()) document.querySelector('article.main')?.scrollIntoView({ block: 'start' });
  }, [above]);
  if (isGone(id) || conversation.error?.code === 'NOT_FOUND' || conversation.error?.code === 'MALFORMED') {
    return <NotFound title={m.thread.notFoundTitle()} text={m.thread.notFound()} />;
  }
  const name = post?.author.displayName;
  const title = post === null ? m.thread.title() : m.thread.withAuthor({ name: name ?? '', text: opening(post.text) });
  return (
    <Screen title={title} bar={m.thread.title()} back>
      {conversation.data?.ancestors.map((ancestor, index) => (
        <Above key={ancestor ?? index} ancestor={ancestor} />
      ))}
      {post !== null && <PostCard id={id} main onDeleted={() => go('/', true)} />}
      {conversation.error !== null && (
        <Failure problem={conversation.error} onAgain={() => void conversation.refetch()} />
      )}
      {conversation.isPending && <Skeletons label={m.feed.loading()} count={post === null ? 3 : 2} />}
      {conversation.isSuccess && <Replies id={id} />}
    </Screen>
  );
}

function Above({ ancestor }: { ancestor: Ancestor }) {
  if (ancestor === null || postOf(ancestor) === null) return <p class="tombstone">{m.post.gone()}</p>;
  return <PostCard id={ancestor} continues />;
}

function Replies({ id }: { id: string }) {
  const replies = useReplies(id);
  return (
    <section aria-label={m.thread.replies()}>
      {replies.ended && replies.items.length === 0 ? (
        <p class="no-replies">{m.thread.noReplies()}</p>
      ) : (
        <VirtualList name="replies" list={replies} keyOf={keyOfItem} render={(item) => <PostCard id={item.postId} />} />
      )}
    </section>
  );
}

/** The beginning of a text, for a title. */
function opening(text: string): string {
  const line = text.split('\n')[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
