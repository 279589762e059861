// @ts-check
// Switches between light and dark. The page starts with the reader's setting and does not store the choice: a
// page from disk has no place for it.

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
