/** One's own account. */
import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../api/client';
import { queries } from '../lists/pages';
import { keepProfile } from '../profile/profile';
import { renameSession, session, type Me } from '../session/session';
import type { Problem } from '../api/problem';
import type { components } from '../generated/api';

type Change = components['schemas']['AccountChange'];

export function useMe() {
  return useQuery<Me, Problem>({
    queryKey: meKey(),
    queryFn: () => ask(api.GET('/v1/me')),
    staleTime: 10_000,
  });
}

/** Changes what is given of one's account, and nothing else. */
export async function changeMe(change: Change): Promise<Me> {
  const me = await ask(api.PATCH('/v1/me', { body: change }));
  queries.setQueryData(meKey(), me);
  keepProfile(me);
  renameSession(me.displayName);
  return me;
}

function meKey(): readonly string[] {
  return ['me', session()?.userId ?? ''];
}
