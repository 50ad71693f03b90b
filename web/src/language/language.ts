/** Which language the page speaks, its messages, and how it writes numbers. */
import en from '../generated/messages/en.js';
import { store, stored } from '../offline/storage';
import type { Messages } from '../generated/messages';

/** What there are messages for; the name as its speakers write it. */
export const languages = { en: 'English', 'zh-Hans': '简体中文' } as const;
export type Language = keyof typeof languages;

const key = 'magpie.language';
const loaders: Record<Language, () => Promise<{ default: Messages }>> = {
  en: () => Promise.resolve({ default: en }),
  'zh-Hans': () => import('../generated/messages/zh-Hans.js'),
};

/** The messages of the current language: `m.nav.home()`. */
export let m: Messages = en;
export let language: Language = 'en';

/** Whether a person chose this language; otherwise it is the browser's. */
export function chosenLanguage(): Language | '' {
  const chosen = stored(key) ?? '';
  return isLanguage(chosen) ? chosen : '';
}

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag);
}

export async function loadLanguage(): Promise<void> {
  const next = chosenLanguage() || bestOf(navigator.languages);
  const messages = await loaders[next]().catch(() => null); // a file of an older build, or no connection
  m = messages?.default ?? en;
  language = messages === null ? 'en' : next;
  document.documentElement.lang = language;
  document.documentElement.dir = /^(ar|fa|he|ur)\b/.test(language) ? 'rtl' : 'ltr';
}

export async function chooseLanguage(chosen: Language | ''): Promise<void> {
  store(key, chosen);
  await loadLanguage();
}

/** The first that we have of what a browser asks for: any Chinese is better read in simplified than in English. */
export function bestOf(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split('-')[0];
    if (base === 'zh') return 'zh-Hans';
    if (base === 'en') return 'en';
  }
  return 'en';
}

/** 1234 as 1.2K, or 1.2万: the way of the language. */
export function abbreviated(count: number): string {
  return new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(count);
}

export function grouped(count: number): string {
  return new Intl.NumberFormat(language).format(count);
}
