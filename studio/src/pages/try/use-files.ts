// Files that are dropped on the page or pasted into it.
import { useEffect, useRef } from 'react';

/** Calls with the files of a drop or a paste. */
export function useFiles(take: (files: readonly File[]) => void): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const root = document.documentElement;
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      root.dataset['dropping'] = '';
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) delete root.dataset['dropping'];
    };
    const takeFrom = (event: Event, files: FileList | undefined) => {
      delete root.dataset['dropping'];
      if (!files || files.length === 0) return;
      event.preventDefault();
      latest.current([...files]);
    };
    const drop = (event: DragEvent) => takeFrom(event, event.dataTransfer?.files);
    const paste = (event: ClipboardEvent) => takeFrom(event, event.clipboardData?.files);
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
      document.removeEventListener('paste', paste);
    };
  }, []);
}
