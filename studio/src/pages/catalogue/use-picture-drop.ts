// Pictures that are dropped on the page, pasted, or chosen as a file.
import { useCallback, useEffect, useRef, useState, type DragEvent } from 'react';
import { toasts } from '../../core/toasts.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { keepPicture } from './core/kept-picture.ts';

/** @param onPicture is told the name under which a picture is kept */
export function usePictureDrop(onPicture: (name: string) => void) {
  const [isOver, setOver] = useState(false);
  const told = useRef(onPicture);
  useEffect(() => {
    told.current = onPicture;
  });
  const take = useCallback((file: File | null | undefined) => {
    if (!file) return;
    if (!file.type.startsWith('image/')) return toasts.fail(catalogueWords.notPicture);
    void keepPicture(file).then((name) => told.current(name), toasts.fail.bind(toasts));
  }, []);
  useEffect(() => {
    const paste = ({ clipboardData }: ClipboardEvent) => take(clipboardData?.files[0]);
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [take]);
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      take(event.dataTransfer.files[0]);
    },
  };
  return { isOver, handlers, take };
}
