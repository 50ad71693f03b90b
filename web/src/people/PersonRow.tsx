import type { ComponentChildren } from 'preact';
import { Avatar } from '../ui/Avatar';
import { Link } from '../ui/Link';
import { FollowButton } from './FollowButton';
import type { User } from '../api/client';
import './people.css';

interface Props {
  readonly user: User;
  /** What can be done; following where nothing is given. */
  readonly children?: ComponentChildren;
}

/** A person in a list of people. */
export function PersonRow({ user, children }: Props) {
  return (
    <div class="person">
      <Link href={`/@${user.username}`} tabIndex={-1} aria-hidden="true">
        <Avatar of={user} />
      </Link>
      <div class="person-words">
        <Link class="person-name" href={`/@${user.username}`}>
          <bdi class="name">{user.displayName}</bdi>
          <bdi class="handle">@{user.username}</bdi>
        </Link>
        {user.bio !== '' && (
          <p class="person-bio" dir="auto">
            {user.bio}
          </p>
        )}
      </div>
      {children ?? <FollowButton user={user} />}
    </div>
  );
}
