// Sets the theme before the first paint: the remembered choice, or else that of the system.
(function () {
  let choice = 'system';
  try {
    choice = localStorage.getItem('atelier-theme') || 'system';
  } catch {
    // The browser keeps nothing for this page.
  }
  const isDark =
    choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
})();
