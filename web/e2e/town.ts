import { arabic, chinese, emoji, hostile } from './hostile';
import { Person } from './people';

/** Who lives in the town, and what of theirs has an address. */
export interface Town {
  /** Reads and writes much. */
  ana: string;
  /** Has just come. */
  newcomer: string;
  /** A post with a thread above and below it. */
  thread: string;
  tag: string;
}

export const townPeople = { ana: 'ana', bo: 'bo', longName: 'a_name_that_takes_thirty_signs', newcomer: 'nia' };

/** A small town made by the API: all that the screens have to show. */
export async function settle(address: string): Promise<Town> {
  const ana = await Person.register(address, townPeople.ana, 'Ana Pérez');
  const bo = await Person.register(address, townPeople.bo, 'Bo 波');
  const cy = await Person.register(address, townPeople.longName, 'A display name that goes on for fifty signs, yes.');
  await Person.register(address, townPeople.newcomer);
  await ana.change({ displayName: 'Ana Pérez', bio: 'Birds, and what they say. #birds https://example.org/ana' });
  await ana.follow(bo, cy);
  await bo.follow(ana);
  await cy.follow(ana, bo);
  for (const text of Object.values(hostile)) await cy.post(text);
  for (const text of [arabic, chinese, emoji]) await bo.post(text);
  await bo.post('A walk: https://example.org/a/very/long/address/that/goes/on?and=on&and=on#here with @ana #birds');
  const question = await ana.post('Which bird is black, white and blue-green? #birds');
  const answer = await bo.post('A magpie, @ana. It is 喜鹊 in Chinese: the bird of good news.', question.id);
  await cy.post('And it can count.', answer.id);
  await ana.post('To seven, they say.', answer.id);
  await ana.like(answer);
  await cy.like(answer);
  await ana.repost(answer);
  return { ana: ana.username, newcomer: townPeople.newcomer, thread: `/@${bo.username}/${answer.id}`, tag: 'birds' };
}
