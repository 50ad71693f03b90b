import { describe, expect, test } from 'vitest';
import { lengthOf, partsOf, shortened } from './text';

const none = new Set<string>();

function kinds(text: string, names: string[] = [], tags: string[] = []): string[] {
  return partsOf(text, new Set(names), new Set(tags))
    .filter((part) => part.kind !== 'text')
    .map((part) => `${part.kind} ${part.text}`);
}

function whole(text: string): string {
  return partsOf(text, none, none)
    .map((part) => part.text)
    .join('');
}

describe('what can be clicked in a text', () => {
  test.each([
    ['see https://example.org/a, then', ['link https://example.org/a']],
    ['日本https://example.com。', ['link https://example.com']],
    ['(https://en.wikipedia.org/wiki/Magpie_(bird))', ['link https://en.wikipedia.org/wiki/Magpie_(bird)']],
    ['ahttps://example.org', []],
    ['javascript:alert(1)', []],
    ['https://localhost/x', []],
    ['https://user@', []],
  ])('%s', (text, expected) => {
    expect(kinds(text)).toEqual(expected);
    expect(whole(text)).toBe(text);
  });

  test('only people and tags that the server named are linked', () => {
    expect(kinds('@Ann @bob #Birds #喜鹊 #no', ['ann'], ['birds', '喜鹊'])).toEqual([
      'mention @Ann',
      'tag #Birds',
      'tag #喜鹊',
    ]);
  });

  test('a name in an address is part of the address', () => {
    expect(kinds('https://example.org/@ann', ['ann'])).toEqual(['link https://example.org/@ann']);
  });

  test('markup is text', () => {
    const text = '<img src=x onerror=alert(1)> "quoted" &amp; <script>';
    expect(partsOf(text, none, none)).toEqual([{ kind: 'text', text }]);
  });
});

describe('length as the server counts it', () => {
  test.each([
    ['', 0],
    ['  abc  ', 3],
    ['👩‍👩‍👧‍👦🇨🇳', 2],
    ['喜鹊', 2],
    ['e\u0301', 1],
    ['https://example.org/a/very/long/path/that/goes/on/and/on', 23],
    ['look: https://example.org!', 6 + 23 + 1],
  ])('%j is %i', (text, length) => {
    expect(lengthOf(text)).toBe(length);
  });
});

test('long addresses are shortened for the eye', () => {
  expect(shortened('https://www.example.org/')).toBe('example.org');
  expect(shortened(`https://example.org/${'a'.repeat(50)}`)).toHaveLength(32);
});
