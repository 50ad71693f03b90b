import { m } from '../language/language';
import { useSession } from '../session/session';
import { toggle, useRelation } from './relations';
import type { User } from '../api/client';

/** Follows or unfollows; for a person who is blocked, ends that first. */
export function FollowButton({ user }: { user: User }) {
  const session = useSession();
  const relation = useRelation(user.id);
  if (session?.userId === user.id) return null;
  if (relation?.blocking) {
    return (
      <button class="button danger" onClick={() => toggle(user, 'block')}>
        {m.profile.unblock()}
      </button>
    );
  }
  const following = relation?.following ?? false;
  return (
    <button class={following ? 'button quiet' : 'button'} onClick={() => toggle(user, 'follow')}>
      {following ? m.profile.unfollow() : m.profile.follow()}
    </button>
  );
}
