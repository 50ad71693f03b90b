import { afterEach, describe, expect, inject, test } from 'vitest';
import { type Device, type Language, complaints } from './browser';
import { Person } from './people';
import { Visit } from './visit';

/** Two people in two browsers, from the first visit to the last post's end. */
describe.each<[Device, Language]>([
  ['phone', 'en'],
  ['phone', 'zh-Hans'],
  ['desktop', 'en'],
  ['desktop', 'zh-Hans'],
])('the story on a %s in %s', (device, language) => {
  const visits: Visit[] = [];
  const address = inject('address');
  const names = [device, language.slice(0, 2)].join('_');
  const begin = async () => {
    const visit = await Visit.begin({ device, language });
    visits.push(visit);
    return visit;
  };

  afterEach(async () => {
    await Promise.all(visits.splice(0).map((visit) => visit.end()));
  });

  test('sign up, follow, post, feed, reply, like, repost, profile, delete', async () => {
    const [ina, rob] = [`ina_${names}`, `rob_${names}`];
    const hers = await begin();
    const his = await begin();
    await hers.signUp(ina);
    await his.signUp(rob);

    await his.follow(ina);
    const text = `Hello from ${names}, 喜鹊!`;
    await hers.write(text);
    await hers.go('/');
    await hers.article(text).waitFor();

    await his.go('/');
    const post = his.page.getByRole('feed').getByRole('article').filter({ hasText: text }).first();
    await post.waitFor();
    await his.button('Like', post).click();
    await his.button('Unlike', post).waitFor();
    await his.button('Repost', post).click();
    await his.button('Undo repost', post).waitFor();
    await his.reply(post, `A reply from ${names}`);

    const robs = await Person.signIn(address, rob);
    const inas = await Person.signIn(address, ina);
    await his.soon(async () => expect(await robs.texts()).toEqual([`A reply from ${names}`, text]));
    const [written] = await inas.posts();
    expect(written?.counts).toMatchObject({ likes: 1, reposts: 1, replies: 1 });

    await hers.go(`/@${ina}/${written?.id}`);
    await hers.article(`A reply from ${names}`).waitFor();
    await his.go(`/@${rob}`);
    await his.article(text).waitFor();
    await his.button('Undo repost', his.article(text)).click();
    await his.button('Repost', his.article(text)).waitFor();

    await hers.go(`/@${ina}`);
    await hers.remove(hers.article(text));
    await hers.gone(hers.page.getByRole('article').filter({ hasText: text }));
    await hers.soon(async () => expect(await inas.texts()).toEqual([]));
    await his.go('/');
    await his.home();
    await his.gone(his.page.getByRole('article').filter({ hasText: text }));
    expect([...complaints(hers.page), ...complaints(his.page)]).toEqual([]);
  });

  test('a page in the language of its reader', async () => {
    const visit = await begin();
    await visit.go('/welcome');
    await visit.button('Sign in').or(visit.link('Sign in')).first().waitFor();
    expect(await visit.page.locator('html').getAttribute('lang')).toBe(language);
    expect(complaints(visit.page)).toEqual([]);
  });
});
