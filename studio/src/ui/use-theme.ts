// The theme that the page has now, for what draws its own pixels.
import { useSyncExternalStore } from 'react';

const theme = (): 'light' | 'dark' =>
  document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light';

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

export const useTheme = (): 'light' | 'dark' => useSyncExternalStore(subscribe, theme);
