import { beforeEach, describe, expect, test } from 'vitest';
import { confirm, forgetPosts, hide, keepPosts, postOf, wish } from './cache';
import type { Post } from '../api/client';

function post(likes: number, liked: boolean): Post {
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
    counts: { likes, reposts: 0, replies: 0 },
    viewer: { liked, reposted: false },
  };
}

function shown() {
  const now = postOf('1');
  return now === null ? null : `${now.counts.likes} ${now.viewer?.liked === true ? 'liked' : 'not liked'}`;
}

beforeEach(forgetPosts);

describe('a like', () => {
  test('shows before the server has answered', () => {
    keepPosts([post(3, false)], 0);
    wish('1', 'liked', true);
    expect(shown()).toBe('4 liked');
  });

  test('goes back to what the server said when it failed', () => {
    keepPosts([post(3, false)], 0);
    wish('1', 'liked', true);
    wish('1', 'liked', undefined);
    expect(shown()).toBe('3 not liked');
  });

  test('is not undone by an answer that was asked for before it was confirmed', () => {
    keepPosts([post(3, false)], 0);
    const askedAt = performance.now();
    wish('1', 'liked', true);
    confirm(post(4, true), 'liked');
    keepPosts([post(3, false)], askedAt - 1);
    expect(shown()).toBe('4 liked');
  });

  test('lies over an answer that came while it was under way', () => {
    keepPosts([post(3, false)], 0);
    wish('1', 'liked', true);
    keepPosts([post(7, false)], performance.now());
    expect(shown()).toBe('8 liked');
  });
});

test('a deleted post is shown nowhere until its deletion failed', () => {
  keepPosts([post(3, false)], 0);
  hide('1', true);
  keepPosts([post(3, false)], performance.now());
  expect(shown()).toBeNull();
  hide('1', false);
  expect(shown()).toBe('3 not liked');
});
