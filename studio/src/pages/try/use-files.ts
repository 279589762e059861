// Files that are dropped on the page or pasted into it.
import { useEffect, useRef } from 'react';

/** Calls with the first file of a drop or a paste. */
export function useFiles(take: (file: File) => void): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const takeFrom = (event: Event, files: FileList | undefined) => {
      const [file] = files ?? [];
      if (!file) return;
      event.preventDefault();
      latest.current(file);
    };
    const drop = (event: DragEvent) => takeFrom(event, event.dataTransfer?.files);
    const paste = (event: ClipboardEvent) => takeFrom(event, event.clipboardData?.files);
    document.addEventListener('dragover', over);
    document.addEventListener('drop', drop);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('drop', drop);
      document.removeEventListener('paste', paste);
    };
  }, []);
}
