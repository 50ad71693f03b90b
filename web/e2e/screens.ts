import type { Town } from './town';
import type { Visit } from './visit';

/** A screen: who sees it, where it is, and what is done until it shows. */
export interface Screen {
  name: string;
  reader: 'ana' | 'newcomer' | 'nobody';
  address: (town: Town) => string;
  then?: (visit: Visit) => Promise<void>;
  /** The page works offline as well; the others are looked at without. */
  offline?: boolean;
}

const at = (path: string) => () => path;
const settings = ['account', 'sessions', 'appearance', 'privacy', 'data'];

export const screens: Screen[] = [
  { name: 'welcome', reader: 'nobody', address: at('/') },
  { name: 'sign-up', reader: 'nobody', address: at('/welcome') },
  { name: 'about', reader: 'nobody', address: at('/about') },
  { name: 'post-for-strangers', reader: 'nobody', address: (town) => town.thread },
  { name: 'profile-for-strangers', reader: 'nobody', address: (town) => `/@${town.ana}` },
  { name: 'not-found', reader: 'nobody', address: at('/nowhere') },
  { name: 'home', reader: 'ana', address: at('/') },
  { name: 'home-of-a-newcomer', reader: 'newcomer', address: at('/') },
  { name: 'post', reader: 'ana', address: (town) => town.thread },
  { name: 'post-with-reply', reader: 'ana', address: (town) => town.thread, then: openReply },
  { name: 'likes', reader: 'ana', address: (town) => `${town.thread}/likes` },
  { name: 'reposts', reader: 'ana', address: (town) => `${town.thread}/reposts` },
  { name: 'profile', reader: 'ana', address: (town) => `/@${town.ana}` },
  { name: 'profile-edited', reader: 'ana', address: (town) => `/@${town.ana}`, then: editProfile },
  { name: 'profile-with-replies', reader: 'ana', address: (town) => `/@${town.ana}/with-replies` },
  { name: 'profile-of-hostile-text', reader: 'ana', address: at('/@a_name_that_takes_thirty_signs') },
  { name: 'profile-of-many-scripts', reader: 'ana', address: at('/@bo') },
  { name: 'profile-of-a-newcomer', reader: 'newcomer', address: at('/@nia') },
  { name: 'followers', reader: 'ana', address: (town) => `/@${town.ana}/followers` },
  { name: 'following', reader: 'ana', address: (town) => `/@${town.ana}/following` },
  { name: 'mutuals', reader: 'ana', address: at('/@bo/mutuals') },
  { name: 'followers-none', reader: 'newcomer', address: at('/@nia/followers') },
  { name: 'tag', reader: 'ana', address: (town) => `/tags/${town.tag}` },
  { name: 'tag-unused', reader: 'ana', address: at('/tags/nobodyeverwrotethis') },
  { name: 'search', reader: 'ana', address: at('/search?q=magpie') },
  { name: 'notifications', reader: 'ana', address: at('/notifications') },
  { name: 'compose', reader: 'ana', address: at('/compose') },
  { name: 'compose-too-long', reader: 'ana', address: at('/compose'), then: writeTooMuch },
  { name: 'keys', reader: 'ana', address: at('/'), then: askForKeys },
  { name: 'settings', reader: 'ana', address: at('/settings') },
  ...settings.map((name): Screen => ({ name: `settings-${name}`, reader: 'ana', address: at(`/settings/${name}`) })),
  { name: 'profile-not-found', reader: 'ana', address: at('/@nobody_has_this_name') },
];

async function openReply(visit: Visit): Promise<void> {
  await visit.button('Reply', visit.page.getByRole('article').first()).click();
  await visit.page.locator('textarea:focus').waitFor();
}

async function editProfile(visit: Visit): Promise<void> {
  await visit.button('Edit profile').or(visit.link('Edit profile')).first().click();
  await visit.field('Display name').waitFor();
}

async function writeTooMuch(visit: Visit): Promise<void> {
  await visit.writing().fill('far too long '.repeat(30));
}

async function askForKeys(visit: Visit): Promise<void> {
  await visit.page.getByRole('feed').waitFor();
  await visit.page.bringToFront(); // several people share the browser, and one has its keys
  await visit.page.keyboard.press('?');
  await visit.page.getByRole('dialog').waitFor();
}
