import { api, ask, type User } from '../api/client';
import { m } from '../language/language';
import { useList, type Page } from '../lists/pages';
import { keepPeople } from '../people/pages';
import { PersonRow } from '../people/PersonRow';
import { toggle, useRelation } from '../people/relations';
import { Failure } from '../ui/Failure';
import { Skeletons } from '../ui/Skeletons';

/** Whom the person blocks and mutes, and how to end that. */
export function PrivacySection() {
  return (
    <>
      <h2>{m.settings.blocks()}</h2>
      <Kept list="blocks" none={m.settings.noBlocks()} />
      <h2>{m.settings.mutes()}</h2>
      <Kept list="mutes" none={m.settings.noMutes()} />
    </>
  );
}

function Kept({ list: kind, none }: { list: 'blocks' | 'mutes'; none: string }) {
  const list = useList(
    ['people', kind],
    (cursor) => fetchOwn(kind, cursor),
    (user) => user.id,
  );
  if (list.loading) return <Skeletons label={m.feed.loading()} count={1} />;
  if (list.items.length === 0) {
    return list.problem === null ? <p class="hint">{none}</p> : <Failure problem={list.problem} onAgain={list.again} />;
  }
  return (
    <div class="rows">
      {list.items.map((user) => (
        <PersonRow key={user.id} user={user}>
          <End user={user} relation={kind === 'blocks' ? 'block' : 'mute'} />
        </PersonRow>
      ))}
      {!list.ended && (
        <button class="button quiet" onClick={list.more}>
          {m.post.showMore()}
        </button>
      )}
    </div>
  );
}

function End({ user, relation }: { user: User; relation: 'block' | 'mute' }) {
  const now = useRelation(user.id);
  const on = relation === 'block' ? now?.blocking : now?.muting;
  const label =
    relation === 'block' ? [m.profile.block(), m.profile.unblock()] : [m.profile.mute(), m.profile.unmute()];
  return (
    <button class="button quiet" onClick={() => toggle(user, relation)}>
      {label[on === true ? 1 : 0]}
    </button>
  );
}

function fetchOwn(kind: 'blocks' | 'mutes', cursor: string | null): Promise<Page<User>> {
  const params = { params: { query: cursor === null ? {} : { cursor } } };
  return keepPeople(() => ask(kind === 'blocks' ? api.GET('/v1/me/blocks', params) : api.GET('/v1/me/mutes', params)));
}
