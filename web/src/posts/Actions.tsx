/** What can be done with a post: the row below it. */
import { useState } from 'preact/hooks';
import { abbreviated, m } from '../language/language';
import { useSession } from '../session/session';
import { Confirm } from '../ui/Dialog';
import { Icon, type IconName } from '../ui/Icon';
import { toast } from '../ui/toast';
import { deletePost } from './deletion';
import { addressOf } from './address';
import { react } from './reactions';
import type { Post } from '../api/client';

interface Props {
  readonly post: Post;
  readonly replying: boolean;
  readonly onReply: () => void;
  readonly onDeleted?: (() => void) | undefined;
}

export function Actions({ post, replying, onReply, onDeleted }: Props) {
  const session = useSession();
  const [deleting, setDeleting] = useState(false);
  const { counts } = post;
  const { liked = false, reposted = false } = post.viewer ?? {};
  return (
    <div class="post-actions">
      <Action
        kind="reply"
        icon="reply"
        count={counts.replies}
        label={replying ? m.post.cancelReply() : m.post.reply()}
        onClick={() => (session === null ? toast(m.errors.signInFirst()) : onReply())}
      />
      <Action
        kind="repost"
        icon="repost"
        count={counts.reposts}
        on={reposted}
        label={reposted ? m.post.unrepost() : m.post.repost()}
        onClick={() => react(post.id, 'reposted')}
      />
      <Action
        kind="like"
        icon="heart"
        count={counts.likes}
        on={liked}
        label={liked ? m.post.unlike() : m.post.like()}
        onClick={() => react(post.id, 'liked')}
      />
      <Action kind="link" icon="link" label={m.post.copyLink()} onClick={() => void copyLink(post)} />
      {session?.userId === post.author.id && (
        <Action kind="delete" icon="trash" label={m.post.delete()} onClick={() => setDeleting(true)} />
      )}
      {deleting && (
        <Confirm
          title={m.post.deleteTitle()}
          text={m.post.deleteText()}
          action={m.post.delete()}
          onConfirm={() => void deletePost(post, onDeleted)}
          onClose={() => setDeleting(false)}
        />
      )}
    </div>
  );
}

interface ActionProps {
  readonly kind: 'reply' | 'repost' | 'like' | 'link' | 'delete';
  readonly icon: IconName;
  readonly label: string;
  readonly count?: number;
  readonly on?: boolean;
  readonly onClick: () => void;
}

function Action({ kind, icon, label, count = 0, on = false, onClick }: ActionProps) {
  return (
    <button
      class={`action ${kind}${on ? ' on' : ''}`}
      data-action={kind}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <Icon name={icon} filled={on && icon === 'heart'} />
      {count > 0 && <span class="action-count" data-count={abbreviated(count)} />}
    </button>
  );
}

async function copyLink(post: Post): Promise<void> {
  const address = location.origin + addressOf(post);
  try {
    await navigator.clipboard.writeText(address);
    toast(m.post.copied());
  } catch {
    toast(address); // not allowed, or not there over plain HTTP: to be copied by hand
  }
}
