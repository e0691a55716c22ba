/** Light and dark theme: the system's, unless the person chose one. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'foyer.theme';

export function chosenTheme(): Theme {
  try {
    const chosen = window.localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === chosen) ?? 'system';
  } catch {
    return 'system';
  }
}

/** Applies the chosen theme: before the page appears, and after a choice. */
export function applyTheme(theme: Theme = chosenTheme()): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') window.localStorage.removeItem(KEY);
  else window.localStorage.setItem(KEY, theme);
  applyTheme(theme);
}
