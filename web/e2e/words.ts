import { readFileSync } from 'node:fs';
import type { Language } from './browser';

interface Messages {
  [name: string]: string | Messages;
}

/** The words on the page, by the English ones. Where English says one thing and a language several, all of them. */
export class Words {
  private readonly byEnglish = new Map<string, Set<string>>();

  constructor(readonly language: Language) {
    const theirs = flat(read(language));
    for (const [name, english] of flat(read('en'))) {
      const words = this.byEnglish.get(english) ?? new Set<string>();
      this.byEnglish.set(english, words.add(theirs.get(name) ?? english));
    }
  }

  /** Matches the whole name of a field, a button, a link. */
  of(english: string): RegExp {
    const words = this.byEnglish.get(english);
    if (words === undefined && this.language !== 'en') throw new Error(`messages/en.json does not have "${english}"`);
    return new RegExp(`^(${[...(words ?? [english])].map(escaped).join('|')})$`, 'u');
  }
}

function read(language: Language): Messages {
  return JSON.parse(readFileSync(new URL(`../messages/${language}.json`, import.meta.url), 'utf8')) as Messages;
}

function flat(messages: Messages, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([name, message]) =>
      typeof message === 'string' ? [[prefix + name, message] as const] : [...flat(message, `${prefix}${name}.`)],
    ),
  );
}

function escaped(text: string): string {
  // An apostrophe would begin a string where Playwright reads the expression.
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll("'", '\\x27');
}
