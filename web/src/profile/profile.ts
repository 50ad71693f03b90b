/** A profile by its name, as the server last told it. */
import { useQuery } from '@tanstack/react-query';
import { api, ask, type User } from '../api/client';
import { queries } from '../lists/pages';
import { keepRelations } from '../people/relations';
import type { Problem } from '../api/problem';

export function useProfile(name: string) {
  const key = profileKey(name);
  return useQuery<User, Problem>({
    queryKey: key,
    queryFn: () => fetchProfile(name),
    staleTime: 10_000, // counts change, and a profile does not move under one's eyes
  });
}

/** What the person changed of their own. */
export function keepProfile(user: User): void {
  queries.setQueryData(profileKey(user.username), user);
}

async function fetchProfile(name: string): Promise<User> {
  const askedAt = performance.now();
  const user = await ask(api.GET('/v1/users/by-username/{name}', { params: { path: { name } } }));
  keepRelations([user], askedAt);
  return user;
}

function profileKey(name: string): readonly string[] {
  return ['profile', name.toLowerCase()];
}
