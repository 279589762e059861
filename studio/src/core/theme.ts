// Light, dark, or like the system. `public/theme.js` does the same before the first paint.
import { remember, remembered } from './settings.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';

const prefersDark = () => matchMedia('(prefers-color-scheme: dark)');

export const themeChoice = (): ThemeChoice => {
  const choice = remembered('theme');
  return choice === 'light' || choice === 'dark' ? choice : 'system';
};

export function chooseTheme(choice: ThemeChoice): void {
  remember('theme', choice === 'system' ? undefined : choice);
  applyTheme();
}

/** Sets the theme on the page, and follows the system from now on. */
export function followTheme(): void {
  applyTheme();
  prefersDark().addEventListener('change', applyTheme);
}

function applyTheme(): void {
  const choice = themeChoice();
  const isDark = choice === 'dark' || (choice === 'system' && prefersDark().matches);
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
}
