import { keepRelations } from './relations';
import type { User } from '../api/client';
import type { Page } from '../lists/pages';

/** Fetches a page of people, and keeps how the person stands to them. */
export async function keepPeople(fetchPage: () => Promise<Page<User>>): Promise<Page<User>> {
  const askedAt = performance.now();
  const page = await fetchPage();
  keepRelations(page.items, askedAt);
  return page;
}
