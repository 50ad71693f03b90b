/** Light, dark, or as the system has it. `boot.js` applies the choice before anything is painted. */
export type Theme = 'system' | 'light' | 'dark';

const key = 'magpie.theme';

export function chosenTheme(): Theme {
  const chosen = localStorage.getItem(key);
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') {
    localStorage.removeItem(key);
    delete document.documentElement.dataset.theme;
  } else {
    localStorage.setItem(key, theme);
    document.documentElement.dataset.theme = theme;
  }
}
