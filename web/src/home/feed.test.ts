import { describe, expect, test } from 'vitest';
import { countNew, goneOf } from './feed';
import type { PostItem } from '../lists/items';
import type { Page } from '../lists/pages';

function items(ids: string): PostItem[] {
  return Array.from(ids, (postId) => ({ postId, at: '', repostedBy: undefined }));
}

function page(ids: string, nextCursor: string | null = 'more', partial = false): Page<PostItem> {
  return { items: items(ids), nextCursor, partial };
}

function gone(fresh: Page<PostItem>, shown: string): string {
  return [...goneOf(fresh, items(shown))].map((item) => item.postId).join('');
}

describe('what a new first page says of the one that is shown', () => {
  test.each([
    ['abc', 'abc', 0],
    ['xyabc', 'abc', 2],
    ['xyz', 'abc', 3],
    ['bc', 'abc', 0],
    ['', 'abc', 0],
  ])('%s beside %s: %i new', (fresh, shown, count) => {
    expect(countNew(page(fresh), items(shown))).toBe(count);
  });

  test('what it skips was deleted, as far as it reaches', () => {
    expect(gone(page('xac'), 'abcde')).toBe('b');
    expect(gone(page('xyz'), 'abc')).toBe('');
  });

  test('at the end of the list, all that it has not was deleted', () => {
    expect(gone(page('ac', null), 'abcde')).toBe('bde');
  });

  test('a page from which posts may be missing says nothing of them', () => {
    expect(gone(page('ac', null, true), 'abc')).toBe('');
  });
});
