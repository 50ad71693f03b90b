/** A person: who they are, how one stands to them, and what they posted. */
import { useState } from 'preact/hooks';
import { api, ask, type User } from '../api/client';
import { NotFound } from '../app/NotFound';
import { Screen } from '../app/Screen';
import { abbreviated, m } from '../language/language';
import { monthOf } from '../language/time';
import { keepPage, keyOfItem, type PostItem } from '../lists/items';
import { useList, type Page } from '../lists/pages';
import { VirtualList } from '../lists/VirtualList';
import { FollowButton } from '../people/FollowButton';
import { toggle, useRelation } from '../people/relations';
import { PostCard } from '../posts/PostCard';
import { PostText } from '../posts/PostText';
import { useSession } from '../session/session';
import { Avatar } from '../ui/Avatar';
import { Confirm } from '../ui/Dialog';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Icon } from '../ui/Icon';
import { Link } from '../ui/Link';
import { Skeletons } from '../ui/Skeletons';
import { Tabs } from '../ui/Tabs';
import { useProfile } from './profile';
import './profile.css';

export function Profile({ name, replies }: { name: string; replies: boolean }) {
  const profile = useProfile(name);
  const user = profile.data;
  if (profile.error?.code === 'NOT_FOUND') {
    return <NotFound title={m.profile.notFoundTitle()} text={m.profile.notFound()} />;
  }
  return (
    <Screen title={user?.displayName ?? `@${name}`} back>
      {profile.error !== null && <Failure problem={profile.error} onAgain={() => void profile.refetch()} />}
      {profile.isPending && <Skeletons label={m.feed.loading()} />}
      {user !== undefined && <Head user={user} />}
      {user !== undefined && <Posts user={user} replies={replies} />}
    </Screen>
  );
}

function Head({ user }: { user: User }) {
  const session = useSession();
  const relation = useRelation(user.id);
  return (
    <section class="profile">
      <div class={`profile-header shade-${Number(BigInt(user.id) % 6n)}`} />
      <div class="profile-top">
        <Avatar of={user} size="large" />
        <div class="profile-buttons">
          {session?.userId === user.id ? (
            <Link class="button quiet" href="/settings">
              {m.profile.edit()}
            </Link>
          ) : (
            <>
              {session !== null && <Relations user={user} />}
              <FollowButton user={user} />
            </>
          )}
        </div>
      </div>
      <h2 class="profile-name">
        <bdi>{user.displayName}</bdi>
      </h2>
      <p class="profile-handle">
        <bdi>@{user.username}</bdi>
        {relation?.followedBy && <span class="badge">{m.profile.followsYou()}</span>}
      </p>
      {user.bio !== '' && (
        <p class="profile-bio" dir="auto">
          <PostText text={user.bio} />
        </p>
      )}
      <p class="profile-fact">
        <Icon name="calendar" />
        {m.profile.joined({ date: monthOf(user.createdAt) })}
      </p>
      <Counts user={user} />
      {relation?.blocking && <p class="notice">{m.profile.youBlock()}</p>}
      {relation?.muting && <p class="notice">{m.profile.youMute()}</p>}
    </section>
  );
}

function Counts({ user }: { user: User }) {
  const { followers, following } = user.counts;
  return (
    <p class="profile-counts">
      <Link href={`/@${user.username}/following`}>
        <b>{abbreviated(following)}</b> {m.profile.following()}
      </Link>
      <Link href={`/@${user.username}/followers`}>
        <b>{abbreviated(followers)}</b> {m.profile.followers({ count: followers })}
      </Link>
    </p>
  );
}

/** Muting and blocking: seldom wanted, so small. */
function Relations({ user }: { user: User }) {
  const relation = useRelation(user.id);
  const [blocking, setBlocking] = useState(false);
  if (relation === null || relation.blocking) return null;
  return (
    <>
      <button class="text-button" onClick={() => toggle(user, 'mute')}>
        {relation.muting ? m.profile.unmute() : m.profile.mute()}
      </button>
      <button class="text-button" onClick={() => setBlocking(true)}>
        {m.profile.block()}
      </button>
      {blocking && (
        <Confirm
          title={m.profile.blockTitle({ name: user.displayName })}
          text={m.profile.blockText()}
          action={m.profile.block()}
          onConfirm={() => toggle(user, 'block')}
          onClose={() => setBlocking(false)}
        />
      )}
    </>
  );
}

function Posts({ user, replies }: { user: User; replies: boolean }) {
  const session = useSession();
  const list = useList(
    ['posts', user.id, String(replies)],
    (cursor) => fetchPosts(user.id, replies, cursor),
    keyOfItem,
  );
  const address = `/@${user.username}`;
  return (
    <>
      <Tabs
        tabs={[
          { href: address, label: m.profile.posts(), here: !replies },
          { href: `${address}/with-replies`, label: m.profile.withReplies(), here: replies },
        ]}
      />
      {list.loading && <Skeletons label={m.feed.loading()} count={3} />}
      {list.items.length === 0 && list.problem !== null && <Failure problem={list.problem} onAgain={list.again} />}
      {list.items.length === 0 && list.ended && (
        <Empty
          icon="write"
          title={m.profile.emptyTitle()}
          text={session?.userId === user.id ? m.profile.emptyOwn() : m.profile.empty()}
        />
      )}
      {list.items.length > 0 && (
        <VirtualList
          name={`posts ${user.id} ${String(replies)}`}
          list={list}
          keyOf={keyOfItem}
          render={(item) => <PostCard id={item.postId} repostedBy={item.repostedBy} />}
        />
      )}
    </>
  );
}

async function fetchPosts(id: string, replies: boolean, cursor: string | null): Promise<Page<PostItem>> {
  const askedAt = performance.now();
  const query = cursor === null ? { replies } : { replies, cursor };
  return keepPage(await ask(api.GET('/v1/users/{id}/posts', { params: { path: { id }, query } })), askedAt);
}
