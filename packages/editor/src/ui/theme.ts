/** Light, dark, or as the system has it; remembered. `public/before-paint.js` applies it before the first paint. */

export type Theme = 'system' | 'light' | 'dark';

const storageKey = 'scriptorium.theme';

export function readTheme(): Theme {
  const theme = document.documentElement.dataset['theme'];
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

export function chooseTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
  try {
    if (theme === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, theme);
  } catch {
    // Storage can be switched off: then the choice lasts as long as the page.
  }
}
