// The actions that every page has: going to pages, the palette, the keys, undo, the theme.
import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Action } from '../core/actions.ts';
import { chooseTheme } from '../core/theme.ts';
import { toasts } from '../core/toasts.ts';
import { undoStack } from '../core/undo.ts';
import { commonWords } from '../words/common.ts';
import { openPalette, openSheet } from './overlays.ts';
import { themes } from './theme-menu.tsx';
import { usePages } from './use-pages.ts';

export function useGeneralActions(): readonly Action[] {
  const router = useRouter();
  const pages = usePages();
  return useMemo(
    () => [
      ...pages.map(({ name, path, key }) => ({
        ...{ id: `go-${path}`, name, section: commonWords.goTo, keys: `g ${key}` },
        run: () => void router.navigate({ to: path }),
      })),
      ...general,
    ],
    [router, pages],
  );
}

const section = commonWords.general;

const general: readonly Action[] = [
  { id: 'palette', name: commonWords.palette, section, keys: 'mod+k', run: openPalette },
  { id: 'sheet', name: commonWords.shortcuts, section, keys: '?', run: openSheet },
  { id: 'undo', name: commonWords.undo, section, keys: 'z', run: () => void undoLast() },
  ...themes.map((theme) => ({
    ...{ id: `theme-${theme}`, name: `${commonWords.theme}: ${commonWords.themes[theme]}`, section },
    run: () => chooseTheme(theme),
  })),
];

async function undoLast(): Promise<void> {
  try {
    const step = await undoStack.undo();
    toasts.tell(step ? commonWords.undone(step.name) : commonWords.nothingToUndo);
  } catch (error) {
    toasts.fail(error);
  }
}
