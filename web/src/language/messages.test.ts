import { parse, type Token } from '@messageformat/parser';
import { expect, test } from 'vitest';
import { languages } from './language';

interface Messages {
  [name: string]: string | Messages;
}

const files = import.meta.glob<Messages>('../../messages/*.json', { eager: true, import: 'default' });
const tags = Object.keys(files).map((file) => /([^/]+)\.json$/.exec(file)?.[1] ?? file);

function read(tag: string): Messages {
  return files[`../../messages/${tag}.json`] ?? {};
}

/** Each message's name with what is to be put into it. */
function shapes(messages: Messages, prefix = ''): string[] {
  return Object.entries(messages).flatMap(([name, message]) =>
    typeof message === 'string'
      ? [`${prefix}${name} ${[...new Set(values(parse(message)))].sort().join(' ')}`]
      : shapes(message, `${prefix}${name}.`),
  );
}

function values(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => {
    if (token.type === 'argument' || token.type === 'function') return [token.arg];
    if (token.type === 'plural' || token.type === 'select' || token.type === 'selectordinal') {
      return [token.arg, ...token.cases.flatMap((one) => values(one.tokens))];
    }
    return [];
  });
}

test('every language can be chosen', () => {
  expect(tags.sort()).toEqual(Object.keys(languages).sort());
});

test.each(tags)('%s has every message, with the same values, and no others', (tag) => {
  expect(shapes(read(tag)).sort()).toEqual(shapes(read('en')).sort());
});

test.each(tags)('%s leaves no message empty', (tag) => {
  const empty = shapes(read(tag)).filter((shape) => shape.trim() === '');
  expect(empty).toEqual([]);
  expect(JSON.stringify(read(tag))).not.toContain('""');
});
