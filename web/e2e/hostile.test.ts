import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { complaints } from './browser';
import { arabic, hostile } from './hostile';
import { Person, type Post } from './people';
import { Visit } from './visit';

describe('hostile text', () => {
  let author: Person;
  let visit: Visit;

  beforeAll(async () => {
    author = await Person.register(inject('address'), 'mallory', '<img src=x onerror="window.fallen=7">');
    await author.change({ bio: '<script>window.fallen = 8</script> https://example.org/"onclick="window.fallen=8' });
    visit = await Visit.begin();
  });

  afterAll(() => visit.end());

  test.each(Object.entries(hostile))('%s is shown as text', async (_, text) => {
    const post = await author.post(text);
    await visit.go(`/@mallory/${post.id}`);
    await shownAsWritten(post);
  });

  test('is shown as text by a name and a biography', async () => {
    await visit.go('/@mallory');
    await visit.page.getByText('<img src=x onerror="window.fallen=7">').first().waitFor();
    await visit.page.getByText('<script>window.fallen = 8</script>').first().waitFor();
    await nothingFell();
  });

  test('is shown as text by the server too, to whom has no script', async () => {
    const plain = await Visit.begin({ script: false });
    for (const text of Object.values(hostile)) {
      const post = await author.post(`${text} .`);
      await plain.go(`/@mallory/${post.id}`);
      const shown = squeezed(await plain.page.locator('body').innerText());
      for (const part of withoutLinks(post.text)) expect(shown).toContain(part);
      expect(await plain.page.locator('img[onerror], body script:not([src]), svg[onload]').count()).toBe(0);
    }
    await plain.end();
  });

  test('that is read from the right is laid out so', async () => {
    const post = await author.post(arabic);
    await visit.go(`/@mallory/${post.id}`);
    const text = visit.article(arabic.slice(0, 20)).getByText(arabic.slice(0, 20)).first();
    expect(await text.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
  });

  test('links only to the web, and vouches for nothing', async () => {
    await visit.go('/@mallory');
    await visit.page.getByRole('article').first().waitFor();
    const links = visit.page.locator('article a[href^="http"]:not([href^="' + inject('address') + '"])');
    for (const link of await links.all()) {
      expect((await link.getAttribute('rel'))?.split(' ')).toEqual(
        expect.arrayContaining(['ugc', 'nofollow', 'noopener']),
      );
    }
    expect(await visit.page.locator('a[href^="javascript:" i], a[href^="data:" i]').count()).toBe(0);
  });

  async function shownAsWritten(post: Post): Promise<void> {
    const article = visit.page.getByRole('article').first();
    await article.waitFor();
    // Long words and long posts are folded for the eye, never for who reads the text.
    const shown = await article.evaluate((element) => element.textContent);
    for (const part of withoutLinks(post.text)) expect(squeezed(shown)).toContain(part);
    await nothingFell();
  }

  async function nothingFell(): Promise<void> {
    expect(await visit.page.evaluate(() => Reflect.get(window, 'fallen') as unknown)).toBeUndefined();
    expect(new URL(visit.page.url()).pathname).not.toBe('/fallen');
    expect(complaints(visit.page)).toEqual([]);
  }
});

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Long addresses are shortened for the eye, so what is around them is looked for. */
function withoutLinks(text: string): string[] {
  return text
    .split(/https?:\/\/\S+/)
    .map(squeezed)
    .filter((part) => part !== '');
}
