import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { answerInstead, cut, loseAnswer, slowDown } from './network';
import { Person, type Post } from './people';
import { Visit } from './visit';

/** Whatever the network does, a deed is done once and nothing typed is lost. */
describe('on a network that', () => {
  let person: Person;
  let other: Person;
  let post: Post;
  let visit: Visit;
  let count = 0;

  beforeEach(async () => {
    count += 1;
    person = await Person.register(inject('address'), `net_${count}`);
    other = await Person.register(inject('address'), `net_other_${count}`);
    post = await other.post('something to answer');
    visit = await Visit.begin({ device: 'phone' });
    await visit.signIn(person.username);
  });

  afterEach(() => visit.end());

  test('loses the answer, a post is posted once', async () => {
    const lost = await loseAnswer(visit.page, 'POST', /\/v1\/posts$/);
    await visit.send('once, and no more');
    await visit.soon(() => Promise.resolve(expect(lost()).toBe(1)));
    await sentAgain('Post', 'once, and no more');
    expect(await timesPosted('once, and no more')).toBe(1);
  });

  test('loses the answer, a reply is posted once', async () => {
    const lost = await loseAnswer(visit.page, 'POST', /\/v1\/posts$/);
    await visit.go(`/@${other.username}/${post.id}`);
    await visit.reply(visit.article(post.text), 'once, in reply');
    await visit.soon(() => Promise.resolve(expect(lost()).toBe(1)));
    await sentAgain('Reply', 'once, in reply');
    expect(await other.replies(post)).toHaveLength(1);
  });

  test('loses the answer, a like is one and shown or taken back honestly', async () => {
    await visit.go(`/@${other.username}/${post.id}`);
    await loseAnswer(visit.page, 'PUT', /\/like$/);
    await visit.button('Like', visit.article(post.text)).click();
    await visit.soon(async () => expect((await other.read(post.id)).counts.likes).toBe(1));
    await visit.page.reload();
    await visit.button('Unlike', visit.article(post.text)).waitFor();
    expect((await other.read(post.id)).counts.likes).toBe(1);
  });

  test('loses the answer, an account is made once', async () => {
    const stranger = await Visit.begin();
    const lost = await loseAnswer(stranger.page, 'POST', /\/v1\/users(\?|$)/);
    const name = `net_new_${count}`;
    await stranger.signUp(name).catch(() => stranger.button('Create account').last().click());
    await stranger.home();
    expect(lost()).toBe(1);
    await stranger.end();
  });

  test('is cut, a like is taken back and said', async () => {
    await visit.go(`/@${other.username}/${post.id}`);
    await visit.article(post.text).waitFor();
    const mend = await cut(visit.page);
    await visit.button('Like', visit.article(post.text)).click();
    await visit.page.getByRole('alert').or(visit.page.getByRole('status')).filter({ visible: true }).first().waitFor();
    await visit.button('Like', visit.article(post.text)).waitFor();
    await mend();
    expect((await other.read(post.id)).counts.likes).toBe(0);
  });

  test('is cut, what was typed stays, and is posted when it is mended', async () => {
    await visit.go('/');
    const field = visit.writing();
    await field.fill('kept');
    const mend = await cut(visit.page);
    await visit.button('Post').click();
    await visit.page.getByRole('alert').or(visit.page.getByRole('status')).filter({ visible: true }).first().waitFor();
    await mend();
    await sentAgain('Post', 'kept');
    expect(await timesPosted('kept')).toBe(1);
  });

  test('is slow, an impatient person posts once', async () => {
    await visit.go('/');
    await visit.writing().fill('patience');
    await slowDown(visit.page, 1_500);
    const button = visit.button('Post');
    await button.click();
    await button.click({ timeout: 500, force: true }).catch(() => undefined);
    await visit.soon(async () => expect(await timesPosted('patience')).toBe(1));
    await visit.page.waitForTimeout(2_000);
    expect(await timesPosted('patience')).toBe(1);
  });

  test('has a proxy that answers nonsense, it is told and nothing is lost', async () => {
    await visit.go('/');
    await answerInstead(visit.page, 'POST', /\/v1\/posts$/, 502);
    await visit.writing().fill('through a bad proxy');
    await visit.button('Post').click();
    await visit.page.getByRole('alert').or(visit.page.getByRole('status')).filter({ visible: true }).first().waitFor();
    expect(await visit.writing().inputValue()).toBe('through a bad proxy');
  });

  /** The page may try again by itself; if it leaves it to the person, the text is still there. */
  async function sentAgain(button: string, text: string): Promise<void> {
    await visit.page.waitForTimeout(1_000);
    const field = visit.page.getByRole('textbox').filter({ visible: true });
    for (const one of await field.all()) {
      if ((await one.inputValue()) === text) await visit.button(button).last().click();
    }
    await visit.soon(async () => expect(await timesPosted(text)).toBe(1));
    await visit.page.waitForTimeout(500);
  }

  async function timesPosted(text: string): Promise<number> {
    return (await person.texts()).filter((one) => one === text).length;
  }
});
