import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Person } from '../e2e/people';
import type { Server } from '../e2e/server';

const authors = 25;
const posts = 2_500;
const atOnce = 16;
const words =
  'a magpie counts to seven and knows itself in a mirror while others sing of rain and roofs and long walks home'.split(
    ' ',
  );

/** Somebody who follows all that was written. */
export interface Reader {
  username: string;
  person: Person;
  author: Person;
}

/** A made-up network: enough posts to scroll for long, of all lengths, some with links, tags and other scripts. */
export async function settle(server: Server): Promise<Reader> {
  const writers = await Promise.all(
    Array.from({ length: authors }, (_, one) => Person.register(server.address, `writer_${one}`)),
  );
  let written = 0;
  const write = async () => {
    while (written < posts) {
      const number = written++;
      await writers[number % authors]?.post(text(number));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, write));
  const person = await Person.register(server.address, 'reader');
  await person.follow(...writers);
  await settled(server);
  const author = writers[0];
  if (author === undefined) throw new Error('nobody writes');
  return { username: 'reader', person, author };
}

/** Every consumer of events has caught up. */
async function settled(server: Server): Promise<void> {
  const admin = JSON.parse(await readFile(join(server.data, 'admin.json'), 'utf8')) as { port: number; token: string };
  const headers = { Authorization: `Bearer ${admin.token}` };
  const answer = await fetch(`http://127.0.0.1:${admin.port}/admin/settle`, { method: 'POST', headers });
  if (!answer.ok) throw new Error(`settle: ${answer.status}`);
}

function text(number: number): string {
  const some = Array.from({ length: 4 + ((number * 7) % 40) }, (_, one) => words[(number + one * one) % words.length]);
  const more = [
    '',
    ' #birds',
    ' https://example.org/a/long/way/to/a/page?with=a&query=1',
    ' 喜鹊登枝报喜来',
    ' 🐦',
    '',
  ][number % 6];
  return `${number}: ${some.join(' ')}${more}`.slice(0, 270);
}
