/** Light, dark, or as the system has it. `boot.js` applies the choice before anything is painted. */
import { store, stored } from '../offline/storage';

export type Theme = 'system' | 'light' | 'dark';

const key = 'magpie.theme';

export function chosenTheme(): Theme {
  const chosen = stored(key);
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') {
    store(key, null);
    delete document.documentElement.dataset.theme;
  } else {
    store(key, theme);
    document.documentElement.dataset.theme = theme;
  }
}
