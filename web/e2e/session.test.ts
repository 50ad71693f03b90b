import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest';
import { openTab } from './browser';
import { Person } from './people';
import { type Server, startServer } from './server';
import { Visit } from './visit';

/** On a server of their own: one that ends and comes back, and whose access tokens last two seconds. */
describe('a session', () => {
  let server: Server;
  let person: Person;
  let visit: Visit;
  let count = 0;

  beforeAll(async () => {
    server = await startServer(['--limits', 'off', '--user.access-token', '2s']);
  });

  afterAll(() => server.stop());

  beforeEach(async () => {
    const username = `ses_${++count}`;
    person = await Person.register(server.address, username);
    visit = await Visit.begin({ address: server.address });
    await visit.signIn(username);
  });

  afterEach(() => visit.end());

  test('survives a restart of the server', async () => {
    await server.halt();
    await server.resume();
    await visit.write('after the restart');
    await posted('after the restart');
  });

  test('survives a restart while a page is open', async () => {
    await visit.go('/');
    const field = visit.writing();
    await field.fill('begun before');
    await server.halt();
    await visit.button('Post').click();
    await visit.page.getByRole('alert').or(visit.page.getByRole('status')).filter({ visible: true }).first().waitFor();
    await server.resume();
    if (await field.isVisible()) {
      expect(await field.inputValue()).toBe('begun before');
      await visit.button('Post').click();
    }
    await posted('begun before');
  });

  test('is renewed when its token has expired, by one tab for all', async () => {
    const other = visit.at(await openTab(visit.page));
    await other.go('/notifications');
    await visit.go('/');
    let renewals = 0;
    visit.page.context().on('request', (request) => {
      if (request.url().includes('/v1/sessions/refresh')) renewals += 1;
    });
    await expire();
    await Promise.all([visit.write('with a new token'), other.go('/')]);
    await posted('with a new token');
    await other.home();
    expect(renewals).toBeGreaterThanOrEqual(1);
    expect(await other.field('Name or email').count()).toBe(0);
  });

  test('that was ended elsewhere asks to sign in, and the draft is there after it', async () => {
    await visit.go('/');
    await visit.writing().fill('not to be lost');
    await (await Person.signIn(server.address, person.username)).endOtherSessions();
    await visit.button('Post').click();
    await visit.field('Name or email').waitFor();
    await visit.giveName(person.username);
    await visit.gone(visit.field('Name or email'));
    await visit.go('/');
    expect(await visit.writing().inputValue()).toBe('not to be lost');
  });

  test('ends in every tab', async () => {
    const other = visit.at(await openTab(visit.page));
    await other.go('/');
    await other.home();
    await visit.signOut();
    await visit.button('Sign in').or(visit.link('Sign in')).or(visit.field('Name or email')).first().waitFor();
    await other.gone(other.writing());
    await other.go('/');
    await other.button('Sign in').or(other.link('Sign in')).first().waitFor();
  });

  /** A browser drops the cookie at its time; the server would refuse it too. */
  async function expire(): Promise<void> {
    await visit.page.waitForTimeout(2_500);
  }

  async function posted(text: string): Promise<void> {
    await visit.soon(async () => {
      const reader = await Person.signIn(server.address, person.username);
      expect((await reader.texts()).filter((one) => one === text)).toHaveLength(1);
    });
  }
});
