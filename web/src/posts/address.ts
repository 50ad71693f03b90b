import type { Post } from '../api/client';

/** Where a post is, for people to share. */
export function addressOf(post: Post): string {
  return `/@${post.author.username}/${post.id}`;
}
