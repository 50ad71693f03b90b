/** How the person stands to others: followed, blocked, muted. Shown at once, and taken back with a word where it failed. */
import { useCallback, useSyncExternalStore } from 'preact/compat';
import { api, ask, type Relationship, type User } from '../api/client';
import { problemOf, told } from '../api/problem';
import { m } from '../language/language';
import { queries } from '../lists/pages';
import { hideAuthor } from '../posts/cache';
import { session } from '../session/session';
import { toast } from '../ui/toast';

export type Relation = 'follow' | 'block' | 'mute';

interface Entry {
  known: Relationship;
  confirmedAt: number;
}

const flags = { follow: 'following', block: 'blocking', mute: 'muting' } as const;
const entries = new Map<string, Entry>();
const wishes = new Map<string, boolean>(); // "id relation": what the person wants, while a request is under way
const watchers = new Set<() => void>();
let revision = 0;

/** Keeps what an answer says of people. @param askedAt `performance.now()` before it was asked for */
export function keepRelations(users: readonly User[], askedAt: number): void {
  for (const user of users) {
    const entry = entries.get(user.id);
    if (user.viewer !== undefined && (entry === undefined || askedAt >= entry.confirmedAt)) {
      entries.set(user.id, { known: user.viewer, confirmedAt: entry?.confirmedAt ?? 0 });
    }
  }
  tell();
}

export function useRelation(id: string): Relationship | null {
  const snapshot = useCallback(() => revision, []);
  useSyncExternalStore(watch, snapshot);
  return relationTo(id);
}

function relationTo(id: string): Relationship | null {
  const known = entries.get(id)?.known;
  if (known === undefined) return null;
  const shown = { ...known };
  for (const relation of ['follow', 'block', 'mute'] as const) {
    const wish = wishes.get(`${id} ${relation}`);
    if (wish !== undefined) shown[flags[relation]] = wish;
  }
  return shown;
}

/** @param wish what the person wants; without it, the opposite of what is */
export function toggle(user: Pick<User, 'id' | 'displayName'>, relation: Relation, wish?: boolean): void {
  if (session() === null) {
    toast(m.errors.signInFirst());
    return;
  }
  const key = `${user.id} ${relation}`;
  const value = wish ?? !(relationTo(user.id)?.[flags[relation]] ?? false);
  const underWay = wishes.has(key);
  wishes.set(key, value);
  tell();
  if (!underWay) void send(user, relation, key);
}

/** One request at a time for a person and relation; the newest wish is sent last. */
async function send(user: Pick<User, 'id' | 'displayName'>, relation: Relation, key: string): Promise<void> {
  for (;;) {
    const value = wishes.get(key) === true;
    try {
      const known = await request(user.id, relation, value);
      entries.set(user.id, { known, confirmedAt: performance.now() });
      if (wishes.get(key) !== value) continue;
      if (relation === 'block' && value) hideAuthor(user.id);
      void queries.invalidateQueries({ queryKey: ['people'], refetchType: 'none' });
    } catch (error) {
      const problem = problemOf(error);
      const reason = problem.code === 'NOT_FOUND' ? m.profile.notFound() : told(problem);
      if (wishes.get(key) !== value) continue;
      toast(`${failed(user.displayName, relation, value)} ${reason}`, {
        label: m.errors.tryAgain(),
        act: () => toggle(user, relation, value),
      });
    }
    wishes.delete(key);
    tell();
    return;
  }
}

function request(id: string, relation: Relation, value: boolean): Promise<Relationship> {
  const one = { params: { path: { id } } };
  switch (relation) {
    case 'follow':
      return ask(value ? api.PUT('/v1/users/{id}/follow', one) : api.DELETE('/v1/users/{id}/follow', one));
    case 'block':
      return ask(value ? api.PUT('/v1/users/{id}/block', one) : api.DELETE('/v1/users/{id}/block', one));
    case 'mute':
      return ask(value ? api.PUT('/v1/users/{id}/mute', one) : api.DELETE('/v1/users/{id}/mute', one));
  }
}

function failed(name: string, relation: Relation, value: boolean): string {
  if (relation !== 'follow') return m.profile.failed();
  return value ? m.profile.followFailed({ name }) : m.profile.unfollowFailed({ name });
}

export function forgetRelations(): void {
  entries.clear();
  wishes.clear();
  tell();
}

function watch(tick: () => void): () => void {
  watchers.add(tick);
  return () => watchers.delete(tick);
}

function tell(): void {
  revision++;
  watchers.forEach((tick) => tick());
}
