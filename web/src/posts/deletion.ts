/** Deleting one's own post: gone from the screen at once, and back with a word if the server did not do it. */
import { api, ask, type Post } from '../api/client';
import { problemOf, told } from '../api/problem';
import { m } from '../language/language';
import { toast } from '../ui/toast';
import { countReply, hide } from './cache';

export async function deletePost(post: Post, onDeleted?: () => void): Promise<void> {
  hide(post.id, true);
  if (post.replyToId !== null) countReply(post.replyToId, -1);
  try {
    await ask(api.DELETE('/v1/posts/{id}', { params: { path: { id: post.id } } }));
    toast(m.post.deleted());
    onDeleted?.();
  } catch (error) {
    const problem = problemOf(error);
    if (problem.code === 'NOT_FOUND') return onDeleted?.(); // an earlier try got through, and its answer was lost
    hide(post.id, false);
    if (post.replyToId !== null) countReply(post.replyToId, 1);
    toast(`${m.post.deleteFailed()} ${told(problem)}`);
  }
}
