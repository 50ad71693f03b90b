import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { openTab } from './browser';
import { Person } from './people';
import { Visit } from './visit';

/** What a person does who reads: the place is kept, whatever happens around it. */
describe('a reader', () => {
  let author: Person;
  let visit: Visit;
  let count = 0;

  beforeAll(async () => {
    author = await Person.register(inject('address'), 'writer');
    for (let number = 0; number < 60; number++)
      await author.post(`Number ${number}: ${'some words '.repeat(number % 9)}`);
  });

  afterEach(() => visit.end());

  async function arrive(serviceWorker = false): Promise<Person> {
    const reader = await Person.register(inject('address'), `reader_${++count}`);
    await reader.follow(author);
    visit = await Visit.begin({ device: 'phone', serviceWorker });
    await visit.signIn(reader.username);
    await visit.page.getByRole('feed').getByRole('article').first().waitFor();
    return reader;
  }

  test('finds the place again after a post was read', async () => {
    await arrive();
    const seen = await scrollTo(3_000);
    await seen.open();
    await visit.page.waitForURL(/\/@writer\/\d+$/);
    await visit.page.goBack();
    await visit.soon(async () => expect(Math.abs((await seen.top()) - seen.before)).toBeLessThanOrEqual(2));
  });

  test('finds the place again after a reload', async () => {
    await arrive();
    const seen = await scrollTo(3_000);
    await visit.page.reload();
    await visit.soon(async () => expect(Math.abs((await seen.top()) - seen.before)).toBeLessThanOrEqual(2));
  });

  test('is offered new posts, which move nothing', async () => {
    await arrive();
    const seen = await scrollTo(1_200);
    const fresh = await author.post('Fresh from the press');
    await comeBack(visit.page);
    const offer = visit.page.getByRole('button', { name: /new post/i });
    await offer.waitFor({ timeout: 45_000 });
    expect(Math.abs((await seen.top()) - seen.before)).toBeLessThanOrEqual(2);
    await offer.click();
    await visit.article(fresh.text).waitFor();
    await author.remove(fresh);
  });

  test('sees a like of the feed in the thread', async () => {
    await arrive();
    const post = visit.page.getByRole('feed').getByRole('article').first();
    const text = (
      await post
        .getByText(/Number \d+:/)
        .first()
        .innerText()
    ).slice(0, 10);
    await visit.button('Like', post).click();
    await visit.button('Unlike', post).waitFor();
    await post.getByText(text).first().click();
    await visit.page.waitForURL(/\/@writer\/\d+$/);
    await visit.button('Unlike', visit.article(text)).waitFor();
  });

  test('goes by keys', async () => {
    await arrive();
    await visit.end();
    visit = await Visit.begin();
    await visit.signIn(`reader_${count}`);
    const articles = visit.page.getByRole('feed').getByRole('article');
    await articles.first().waitFor();
    await visit.page.keyboard.press('j');
    await visit.page.keyboard.press('j');
    const focused = visit.page.locator('article:focus, article:focus-within').first();
    const second = await articles.nth(1).innerText();
    await visit.soon(async () => expect(await focused.innerText()).toBe(second));
    await visit.page.keyboard.press('l');
    await visit.button('Unlike', focused).waitFor();
    await visit.page.keyboard.press('k');
    await visit.page.keyboard.press('?');
    await visit.page.getByRole('dialog').waitFor();
    await visit.page.keyboard.press('Escape');
    await visit.gone(visit.page.getByRole('dialog'));
    await visit.page.keyboard.press('n');
    const writing = visit.page.locator('textarea:focus');
    await writing.waitFor();
    await visit.page.keyboard.type('typed, not done: jklr');
    expect(await writing.inputValue()).toBe('typed, not done: jklr');
  });

  test('has the draft again when the tab was closed', async () => {
    await arrive();
    await visit.go('/');
    await visit.writing().fill('half a thought');
    const tab = await openTab(visit.page);
    await visit.page.close();
    visit = visit.at(tab);
    await visit.go('/');
    expect(await visit.writing().inputValue()).toBe('half a thought');
  });

  test('is told when a post is gone under the hand', async () => {
    const post = await author.post('Going, going');
    await arrive();
    await visit.article('Going, going').waitFor();
    await author.remove(post);
    await visit.button('Like', visit.article('Going, going')).click();
    await visit.page.getByRole('alert').or(visit.page.getByRole('status')).filter({ visible: true }).first().waitFor();
  });

  test('reads on without a connection what was seen', async () => {
    await arrive(true);
    await visit.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await visit.page.reload();
    await visit.page.getByRole('feed').getByRole('article').first().waitFor();
    await visit.page.context().setOffline(true);
    await visit.page.reload();
    await visit.page.getByRole('feed').getByRole('article').first().waitFor();
    await visit.page.context().setOffline(false);
  });

  /** Scrolls there, and remembers the post that is at the top then. */
  async function scrollTo(y: number): Promise<{ before: number; top(): Promise<number>; open(): Promise<void> }> {
    for (let at = 0; at < y; at += 400) {
      await visit.page.mouse.wheel(0, 400);
      await visit.page.waitForTimeout(60);
    }
    await visit.page.waitForTimeout(500);
    const text = await visit.page.evaluate(() => {
      const seen = [...document.querySelectorAll('article')].find((one) => one.getBoundingClientRect().top > 100);
      return /Number \d+:/.exec(seen?.textContent ?? '')?.[0] ?? '';
    });
    const article = visit.article(text);
    const top = () => article.evaluate((element) => element.getBoundingClientRect().top);
    return { before: await top(), top, open: () => article.getByText(text).first().click() };
  }

  /** As if the person looked at something else for a while. */
  async function comeBack(page: Page): Promise<void> {
    const other = await openTab(page);
    await other.bringToFront();
    await page.bringToFront();
    await other.close();
  }
});
