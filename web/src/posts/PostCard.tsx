/** A post as it stands in a list. */
import { memo } from 'preact/compat';
import { useRef, useState } from 'preact/hooks';
import { Composer } from '../compose/Composer';
import { grouped, m } from '../language/language';
import { briefly, useMinutes, wholly } from '../language/time';
import { go } from '../app/navigation';
import { Avatar } from '../ui/Avatar';
import { Icon } from '../ui/Icon';
import { Link } from '../ui/Link';
import { Actions } from './Actions';
import { addressOf } from './address';
import { usePost } from './cache';
import { Folded } from './Folded';
import { PostText } from './PostText';
import type { FeedItem, Post } from '../api/client';
import './post.css';

interface Props {
  readonly id: string;
  readonly repostedBy?: FeedItem['repostedBy'] | undefined;
  /** Its place in a list of unknown length, for screen readers. */
  readonly position?: number;
  /** The post that a page is about: larger, and with its counts in words. */
  readonly main?: boolean;
  /** Whether it is answered by the post below it. */
  readonly continues?: boolean;
  readonly onDeleted?: () => void;
}

export const PostCard = memo(function PostCard(props: Props) {
  const post = usePost(props.id);
  const [replying, setReplying] = useState(false);
  const article = useRef<HTMLElement>(null);
  if (post === null) return null;
  const { main = false, continues = false } = props;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a shortcut for the link in it
    <article
      ref={article}
      class={`post${main ? ' main' : ''}${continues ? ' continues' : ''}`}
      aria-label={m.post.by({ name: post.author.displayName })}
      aria-posinset={props.position}
      aria-setsize={props.position === undefined ? undefined : -1}
      data-post={post.id}
      tabIndex={0}
      onClick={(event) => {
        if (!main && isBackground(event)) go(addressOf(post));
      }}
      onKeyDown={(event) => {
        if (!main && event.key === 'Enter' && event.target === event.currentTarget) go(addressOf(post));
      }}
    >
      {props.repostedBy !== undefined && <RepostedBy by={props.repostedBy} />}
      <Link class="post-avatar" href={`/@${post.author.username}`} tabIndex={-1} aria-hidden="true">
        <Avatar of={post.author} />
      </Link>
      <Head post={post} main={main} />
      <div class="post-content">
        {post.replyToAuthor !== null && !continues && <ReplyingTo post={post} />}
        {main ? <Text post={post} /> : <Folded text={post.text}>{<Text post={post} />}</Folded>}
        {main && <Facts post={post} />}
      </div>
      <Actions post={post} replying={replying} onReply={() => setReplying(!replying)} onDeleted={props.onDeleted} />
      {replying && (
        <div class="post-reply">
          <Composer
            replyTo={post}
            onDone={() => {
              setReplying(false);
              article.current?.focus({ preventScroll: true });
            }}
            focused
          />
        </div>
      )}
    </article>
  );
});

function Text({ post }: { post: Post }) {
  return (
    <p class="post-text" dir="auto">
      <PostText text={post.text} mentions={post.mentions} tags={post.tags} />
    </p>
  );
}

function Head({ post, main }: { post: Post; main: boolean }) {
  useMinutes();
  const { author } = post;
  return (
    <header class="post-head">
      <Link class="post-author" href={`/@${author.username}`}>
        <bdi class="name">{author.displayName}</bdi>
        <bdi class="handle">@{author.username}</bdi>
      </Link>
      {!main && (
        <Link class="post-time" href={addressOf(post)} title={wholly(post.createdAt)}>
          <time dateTime={post.createdAt}>{briefly(post.createdAt)}</time>
        </Link>
      )}
    </header>
  );
}

function RepostedBy({ by }: { by: NonNullable<FeedItem['repostedBy']> }) {
  return (
    <p class="post-reposted">
      <Icon name="repost" />
      <Link href={`/@${by.username}`}>
        <bdi>{m.feed.reposted({ name: by.displayName })}</bdi>
      </Link>
    </p>
  );
}

function ReplyingTo({ post }: { post: Post }) {
  const name = post.replyToAuthor?.username;
  if (name === undefined) return null;
  return (
    <p class="post-context">
      <Link href={`/@${name}/${post.replyToId}`}>{m.post.replyingTo({ name: `@${name}` })}</Link>
    </p>
  );
}

function Facts({ post }: { post: Post }) {
  const { likes, reposts, replies } = post.counts;
  return (
    <>
      <p class="post-when">
        <time dateTime={post.createdAt}>{wholly(post.createdAt)}</time>
      </p>
      <p class="post-counts">
        <span>
          <b>{grouped(replies)}</b> {m.post.replies({ count: replies })}
        </span>
        <Link href={`${addressOf(post)}/reposts`}>
          <b>{grouped(reposts)}</b> {m.post.reposts({ count: reposts })}
        </Link>
        <Link href={`${addressOf(post)}/likes`}>
          <b>{grouped(likes)}</b> {m.post.likes({ count: likes })}
        </Link>
      </p>
    </>
  );
}

/** Whether a click hit nothing that does something itself, and selected no text. */
function isBackground(event: MouseEvent): boolean {
  const target = event.target as Element;
  return target.closest('a, button, textarea, input, form, dialog') === null && (getSelection()?.isCollapsed ?? true);
}
