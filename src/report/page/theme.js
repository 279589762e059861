// @ts-check
// Light or dark: the reader's setting, until the button says otherwise. Nothing is remembered: a page from
// disk has no place for it.

const root = document.documentElement;
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');

function isDark() {
  const chosen = root.dataset['theme'];
  return chosen === undefined ? prefersDark.matches : chosen === 'dark';
}

document.querySelector('[data-theme-choice]')?.addEventListener('click', () => {
  root.dataset['theme'] = isDark() ? 'light' : 'dark';
});
document.querySelector('[data-print]')?.addEventListener('click', () => window.print());
