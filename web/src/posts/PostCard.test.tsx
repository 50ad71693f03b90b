import { render } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { keepPosts } from './cache';
import { PostCard } from './PostCard';
import type { Post } from '../api/client';

function post(part: Partial<Post>): Post {
  return {
    id: '1',
    author: { id: '2', username: 'ann', displayName: 'Ann', avatarUrl: null },
    text: 'Hello',
    createdAt: '2026-01-31T12:00:00.000Z',
    replyToId: null,
    replyToAuthor: null,
    media: [],
    mentions: [],
    tags: [],
    counts: { likes: 0, reposts: 0, replies: 0 },
    ...part,
  };
}

function card(part: Partial<Post>): HTMLElement {
  keepPosts([post(part)], performance.now());
  return render(<PostCard id={part.id ?? '1'} />).container as HTMLElement;
}

test('markup in a text and a name is shown as it was written', () => {
  const markup = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
  const shown = card({
    id: '10',
    text: markup,
    author: { id: '2', username: 'ann', displayName: markup, avatarUrl: null },
  });
  expect(shown.querySelector('.post-text')?.textContent).toBe(markup);
  expect(shown.querySelector('.name')?.textContent).toBe(markup);
  expect(shown.querySelectorAll('img, script')).toHaveLength(0);
});

test('a picture of another site is not fetched', () => {
  for (const avatarUrl of ['https://example.org/a.png', '//example.org/a.png', 'javascript:alert(1)']) {
    const shown = card({ id: '11', author: { id: '2', username: 'ann', displayName: 'Ann', avatarUrl } });
    expect(shown.querySelectorAll('img')).toHaveLength(0);
  }
});

test('an address is a link that tells the other site nothing', () => {
  const link = card({ id: '12', text: 'https://example.org/a' }).querySelector('.post-text a');
  expect(link?.getAttribute('rel')).toBe('ugc nofollow noopener');
  expect(link?.getAttribute('href')).toBe('https://example.org/a');
});

test('the buttons say what they do', () => {
  const labels = (part: Partial<Post>) =>
    [...card(part).querySelectorAll('.action')].map((button) => button.getAttribute('aria-label'));
  expect(labels({ id: '13', viewer: { liked: false, reposted: false } }).slice(0, 3)).toEqual([
    'Reply',
    'Repost',
    'Like',
  ]);
  expect(labels({ id: '14', viewer: { liked: true, reposted: true } }).slice(0, 3)).toEqual([
    'Reply',
    'Undo repost',
    'Unlike',
  ]);
});
