/** Likes and reposts: shown at once, sent in the person's order, taken back with a word where they failed. */
import { api, ask, type Post } from '../api/client';
import { problemOf, told, type Problem } from '../api/problem';
import { m } from '../language/language';
import { session } from '../session/session';
import { toast } from '../ui/toast';
import { confirm, hide, postOf, wish as wishFor, type Mark } from './cache';

/** What a person wants of a post while a request is under way: the newest wish, and nothing between. */
const wanted = new Map<string, boolean>();

/** @param wish what the person wants; without it, the opposite of what is */
export function react(id: string, mark: Mark, wish?: boolean): void {
  if (session() === null) {
    toast(m.errors.signInFirst());
    return;
  }
  const value = wish ?? !(postOf(id)?.viewer?.[mark] ?? false);
  const key = `${id} ${mark}`;
  const underWay = wanted.has(key);
  wanted.set(key, value);
  wishFor(id, mark, value);
  if (!underWay) void send(id, mark, key);
}

/** One request at a time for a post and mark, so that they cannot overtake one another. */
async function send(id: string, mark: Mark, key: string): Promise<void> {
  for (;;) {
    const value = wanted.get(key) === true;
    try {
      const post = await request(id, mark, value);
      if (wanted.get(key) !== value) continue; // the person changed their mind meanwhile
      if (post === undefined) wishFor(id, mark, undefined);
      else confirm(post, mark);
    } catch (error) {
      const problem = problemOf(error);
      if (wanted.get(key) !== value) continue;
      wishFor(id, mark, undefined);
      fail(id, mark, value, problem);
    }
    wanted.delete(key);
    return;
  }
}

function fail(id: string, mark: Mark, value: boolean, problem: Problem): void {
  if (problem.code === 'NOT_FOUND') {
    hide(id, true); // it was deleted under the person's hand
    toast(m.post.gone());
    return;
  }
  toast(`${mark === 'liked' ? m.post.likeFailed() : m.post.repostFailed()} ${told(problem)}`, {
    label: m.errors.tryAgain(),
    act: () => react(id, mark, value),
  });
}

function request(id: string, mark: Mark, value: boolean): Promise<Post | undefined> {
  const one = { params: { path: { id } } };
  if (mark === 'liked') {
    return ask<Post | undefined>(value ? api.PUT('/v1/posts/{id}/like', one) : api.DELETE('/v1/posts/{id}/like', one));
  }
  return ask<Post | undefined>(
    value ? api.PUT('/v1/posts/{id}/repost', one) : api.DELETE('/v1/posts/{id}/repost', one),
  );
}
