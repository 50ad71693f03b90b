import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { complaints } from './browser';
import { Visit } from './visit';

/** What strangers, chats and search engines get from an address, before any script runs. */
describe('an address', () => {
  const address = inject('address');
  const town = inject('town');
  let plain: Visit;

  beforeAll(async () => {
    plain = await Visit.begin({ script: false });
  });

  afterAll(() => plain.end());

  test('of a post has its text, its title, and what chats show', async () => {
    await plain.go(town.thread);
    expect(await plain.page.locator('body').innerText()).toContain('the bird of good news');
    expect(await plain.page.title()).toContain('Bo');
    expect(await meta('og:description')).toContain('the bird of good news');
    expect(await meta('og:type')).toBe('article');
    expect(await plain.page.locator('link[rel="canonical"]').getAttribute('href')).toBe(address + town.thread);
  });

  test('of a profile has its posts and a feed to subscribe to', async () => {
    await plain.go('/@ana');
    expect(await plain.page.locator('body').innerText()).toContain('Which bird is black');
    const feed = await plain.page.locator('link[type="application/atom+xml"]').getAttribute('href');
    expect(feed).toContain('/@ana.atom');
    const atom = await fetch(new URL(feed ?? '', address));
    expect(atom.headers.get('content-type')).toContain('application/atom+xml');
    expect(await atom.text()).toContain('Which bird is black');
  });

  test('of a tag has its posts', async () => {
    await plain.go('/tags/birds');
    expect(await plain.page.locator('body').innerText()).toContain('Which bird is black');
  });

  test.each(['/nowhere', '/@nobody_has_this_name', '/@ana/1', '/@ana/nothing', '/settings/nothing'])(
    '%s is nowhere, and says so with status 404',
    async (path) => {
      const answer = await fetch(address + path, { headers: { Accept: 'text/html' } });
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toContain('text/html');
    },
  );

  test.each(['/', '/about', '/welcome', '/search?q=x', '/settings', '/notifications', '/compose', town.thread])(
    '%s opens there directly and asks nobody else',
    async (path) => {
      const visit = await Visit.begin();
      const foreign: string[] = [];
      visit.page.on('request', (request) => {
        if (!request.url().startsWith(address) && !request.url().startsWith('data:')) foreign.push(request.url());
      });
      const answer = await visit.page.goto(path);
      await visit.page.locator('#app > *').first().waitFor();
      await visit.page.waitForLoadState('networkidle');
      expect(answer?.status()).toBe(200);
      expect(foreign).toEqual([]);
      expect(complaints(visit.page)).toEqual([]);
      await visit.end();
    },
  );

  test('lets no script, frame or form of others in', async () => {
    const answer = await fetch(`${address}/`, { headers: { Accept: 'text/html' } });
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).not.toContain('unsafe');
    for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"])
      expect(policy).toContain(rule);
    expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await fetch(`${address}/robots.txt`)).status).toBe(200);
  });

  test('keeps what has a hash in its name for good, and comes compressed', async () => {
    const html = await (await fetch(`${address}/`, { headers: { Accept: 'text/html' } })).text();
    const [script] = /\/assets\/[^"]+\.js/.exec(html) ?? [];
    const answer = await fetch(`${address}${script}`, { headers: { 'Accept-Encoding': 'br' } });
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-encoding')).toBe('br');
  });

  function meta(property: string): Promise<string | null> {
    return plain.page.locator(`meta[property="${property}"]`).getAttribute('content');
  }
});
