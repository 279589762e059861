// Pictures that are pasted, with the element that had the focus.
import { useEffect, useRef } from 'react';
import { chosenFiles } from './dropped-files.ts';
import type { PathFile } from './change-lesson.ts';

/** @param take returns whether it took the files, which then nobody else does */
export function usePaste(take: (files: readonly PathFile[], target: Element | null) => boolean): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = chosenFiles(event.clipboardData?.files ?? null);
      const target = event.target instanceof Element ? event.target : null;
      if (files.length > 0 && latest.current(files, target)) event.preventDefault();
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);
}
