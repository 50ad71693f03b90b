/** Which language the page is in, for whoever must render again when a person chooses another. */
import { useSyncExternalStore } from 'preact/compat';
import { chooseLanguage, language, type Language } from '../language/language';

const watchers = new Set<() => void>();

export function useAppearance(): Language {
  return useSyncExternalStore(watch, () => language);
}

export async function speak(chosen: Language | ''): Promise<void> {
  await chooseLanguage(chosen);
  watchers.forEach((tick) => tick());
}

function watch(tick: () => void): () => void {
  watchers.add(tick);
  return () => watchers.delete(tick);
}
