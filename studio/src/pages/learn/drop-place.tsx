// Files for the walk: dropped or pasted anywhere on the page, or chosen. A picture is walked through; a model
// becomes the network.
import { createContext, use, useEffect, useRef, useState, type DragEvent, type ReactNode } from 'react';
import { learnWords } from '../../words/learn.ts';
import { ownFiles } from './core/own-files.ts';
import { useLearn } from './learn-context.ts';
import { told } from './told.ts';
import styles from './learn.module.css';

interface Files {
  readonly choosePicture: () => void;
  readonly chooseModel: () => void;
}

const FilesContext = createContext<Files | undefined>(undefined);

export const useFiles = (): Files => use(FilesContext)!;

export function DropPlace({ children }: { readonly children: ReactNode }) {
  const take = useTake();
  const [isOver, setOver] = useState(false);
  const [pictures, models] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  useEffect(() => {
    const paste = ({ clipboardData }: ClipboardEvent) => take(clipboardData?.files[0]);
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, [take]);
  const over = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  const input = (accept: string, place: typeof pictures) => (
    <input
      ref={place}
      type="file"
      hidden
      accept={accept}
      onChange={({ target }) => {
        take(target.files?.[0]);
        target.value = '';
      }}
    />
  );
  const files: Files = {
    choosePicture: () => pictures.current?.click(),
    chooseModel: () => models.current?.click(),
  };
  return (
    <FilesContext value={files}>
      <div className={styles.files} onDragOver={over} onDragLeave={() => setOver(false)} onDrop={drop}>
        {input('image/*', pictures)}
        {input('.onnx', models)}
        {children}
        {isOver && <p className={styles.over}>{learnWords.dropHere}</p>}
      </div>
    </FilesContext>
  );
}

/** Takes a file in, and says what is wrong with one that can't be used. */
function useTake(): (file: File | undefined) => void {
  const { store, go, showOwn } = useLearn();
  const latest = useRef({ store, go, showOwn });
  latest.current = { store, go, showOwn };
  const [take] = useState(() => (file: File | undefined) => {
    if (!file) return;
    const { store, go, showOwn } = latest.current;
    const taken = file.name.endsWith('.onnx')
      ? file.arrayBuffer().then((buffer) => {
          const model = ownFiles.addModel({ name: file.name, bytes: new Uint8Array(buffer) });
          go({ model, ...{ stage: undefined, map: undefined, at: undefined, from: undefined } });
        })
      : import('./picture-pixels.ts')
          .then(({ picturePixels }) => picturePixels(file, store.walk.card))
          .then(showOwn);
    told(taken);
  });
  return take;
}
