// Writes src/generated: the types of the API from its description, and the messages of every language as functions.
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/compile-module.js';
import { parse } from '@messageformat/parser';
import openapiTS, { astToString } from 'openapi-typescript';

const root = new URL('..', import.meta.url);
const generated = new URL('src/generated/', root);
const first = 'en'; // the language that all others are held against

await mkdir(new URL('messages/', generated), { recursive: true });
await write('api.d.ts', astToString(await openapiTS(new URL('../docs/openapi.yaml', root))));
await writeMessages();

async function writeMessages() {
  const languages = (await readdir(new URL('messages/', root))).map((file) => file.replace('.json', ''));
  for (const language of languages) {
    const messages = await read(language);
    // What the browser itself says about plurals and numbers would be right too, but this is a line a language.
    const format = new MessageFormat(language === 'zh-Hans' ? 'zh' : language, { returnType: 'string' });
    await write(`messages/${language}.js`, compileModule(format, messages));
    await write(
      `messages/${language}.d.ts`,
      `import type { Messages } from '../messages';\ndeclare const messages: Messages;\nexport default messages;\n`,
    );
  }
  await write('messages.d.ts', `export interface Messages ${typeOf(await read(first))}\n`);
}

async function read(language) {
  return JSON.parse(await readFile(new URL(`messages/${language}.json`, root), 'utf8'));
}

function typeOf(messages, indent = '  ') {
  const members = Object.entries(messages).map(([name, message]) =>
    typeof message === 'string'
      ? `${indent}${name}(${parameters(message)}): string;`
      : `${indent}${name}: ${typeOf(message, indent + '  ')};`,
  );
  return `{\n${members.join('\n')}\n${indent.slice(2)}}`;
}

/** A plural is chosen by a number; whatever else is put into a message is text that was formatted before. */
function parameters(message) {
  const types = new Map();
  collect(parse(message), types);
  if (types.size === 0) return '';
  return `values: { ${[...types].map(([name, type]) => `${name}: ${type}`).join('; ')} }`;
}

function collect(tokens, types) {
  for (const token of tokens) {
    if (token.type === 'argument') types.set(token.arg, types.get(token.arg) ?? 'string');
    if (token.type === 'plural') types.set(token.arg, 'number');
    for (const option of token.cases ?? []) collect(option.tokens, types);
  }
}

async function write(name, text) {
  const file = new URL(name, generated);
  const before = await readFile(file, 'utf8').catch(() => null);
  if (before !== text) await writeFile(file, text); // an unchanged file keeps its date, for whoever watches it
}
