/** Lists of people: who follows someone, whom they follow, whom both follow; who liked or reposted a post. */
import { api, ask, type User } from '../api/client';
import { Screen } from '../app/Screen';
import { NotFound } from '../app/NotFound';
import { m } from '../language/language';
import { useList, type Page } from '../lists/pages';
import { VirtualList } from '../lists/VirtualList';
import { useProfile } from '../profile/profile';
import { useSession } from '../session/session';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Skeletons } from '../ui/Skeletons';
import { Tabs } from '../ui/Tabs';
import { keepPeople } from './pages';
import { PersonRow } from './PersonRow';

type Listed = 'followers' | 'following' | 'mutuals';

export function ProfilePeople({ name, list }: { name: string; list: Listed }) {
  const profile = useProfile(name);
  const session = useSession();
  if (profile.error?.code === 'NOT_FOUND') {
    return <NotFound title={m.profile.notFoundTitle()} text={m.profile.notFound()} />;
  }
  const user = profile.data;
  const tabs = [
    { href: `/@${name}/followers`, label: m.people.followers(), here: list === 'followers' },
    { href: `/@${name}/following`, label: m.people.following(), here: list === 'following' },
  ];
  if (session !== null && session.username !== name) {
    tabs.push({ href: `/@${name}/mutuals`, label: m.people.mutuals(), here: list === 'mutuals' });
  }
  return (
    <Screen title={user?.displayName ?? `@${name}`} back>
      <Tabs tabs={tabs} />
      {user !== undefined && (
        <People key={list} of={[list, user.id]} fetchPage={(cursor) => fetchOf(user.id, list, cursor)} />
      )}
    </Screen>
  );
}

export function PostPeople({ id, list }: { id: string; list: 'likes' | 'reposts' }) {
  return (
    <Screen title={list === 'likes' ? m.post.likedBy() : m.post.repostedBy()} back>
      <People of={[list, id]} fetchPage={(cursor) => fetchOfPost(id, list, cursor)} />
    </Screen>
  );
}

interface Props {
  readonly of: readonly string[];
  readonly fetchPage: (cursor: string | null) => Promise<Page<User>>;
}

function People({ of, fetchPage }: Props) {
  const session = useSession();
  if (session === null) return <Empty icon="person" title={m.welcome.signIn()} text={m.people.signIn()} />;
  return <SignedInPeople of={of} fetchPage={fetchPage} />;
}

function SignedInPeople({ of, fetchPage }: Props) {
  const list = useList(['people', ...of], fetchPage, (user) => user.id);
  if (list.loading) return <Skeletons label={m.feed.loading()} />;
  if (list.items.length === 0 && list.problem !== null) return <Failure problem={list.problem} onAgain={list.again} />;
  if (list.items.length === 0 && list.ended) return <Empty icon="person" title={m.people.none()} text="" />;
  return (
    <VirtualList
      name={of.join(' ')}
      list={list}
      keyOf={(user) => user.id}
      render={(user) => <PersonRow user={user} />}
    />
  );
}

async function fetchOf(id: string, list: Listed, cursor: string | null): Promise<Page<User>> {
  const params = { params: { path: { id }, query: cursor === null ? {} : { cursor } } };
  switch (list) {
    case 'followers':
      return keepPeople(() => ask(api.GET('/v1/users/{id}/followers', params)));
    case 'following':
      return keepPeople(() => ask(api.GET('/v1/users/{id}/following', params)));
    case 'mutuals':
      return keepPeople(() => ask(api.GET('/v1/users/{id}/mutuals', params)));
  }
}

async function fetchOfPost(id: string, list: 'likes' | 'reposts', cursor: string | null): Promise<Page<User>> {
  const params = { params: { path: { id }, query: cursor === null ? {} : { cursor } } };
  return list === 'likes'
    ? keepPeople(() => ask(api.GET('/v1/posts/{id}/likes', params)))
    : keepPeople(() => ask(api.GET('/v1/posts/{id}/reposts', params)));
}
