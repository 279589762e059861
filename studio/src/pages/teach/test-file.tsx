// A picture to try: dropped, pasted or chosen.
import { useEffect, useState } from 'react';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import type { Raster } from '../../../../src/data/fitting/raster.ts';
import { toasts } from '../../core/toasts.ts';
import { rasterOfFile } from '../../inference/picture.ts';
import { Button } from '../../ui/button.tsx';
import { teachWords } from '../../words/teach.ts';
import type { PathFile } from './change-lesson.ts';
import { chosenFiles, droppedFiles } from './dropped-files.ts';
import { usePaste } from './use-paste.ts';
import styles from './teach.module.css';

interface Shown {
  readonly url: string;
  readonly name: string;
}

export function TestFile({ look }: { readonly look: (picture: Raster) => void }) {
  const [shown, setShown] = useState<Shown>();
  useEffect(() => () => URL.revokeObjectURL(shown?.url ?? ''), [shown]);
  const take = async ([first]: readonly PathFile[]) => {
    if (!first) return;
    try {
      look(await rasterOfFile(first.file, first.path));
      setShown({ url: URL.createObjectURL(first.file), name: first.path });
    } catch (error) {
      toasts.fail(error);
    }
  };
  usePaste((files, target) => {
    const isOurs = !target?.closest('[data-class]');
    if (isOurs) void take(files);
    return isOurs;
  });
  return (
    <DropZone
      aria-label={teachWords.testDrop}
      className={shown ? styles.tested! : styles.testDrop!}
      onDrop={({ items }) => void droppedFiles(items).then(take)}
    >
      {shown ? (
        <img src={shown.url} alt={teachWords.tested(shown.name)} />
      ) : (
        <p className={styles.quiet}>{teachWords.testDrop}</p>
      )}
      <FileTrigger acceptedFileTypes={['image/*']} onSelect={(files) => void take(chosenFiles(files))}>
        <Button>{teachWords.testChoose}</Button>
      </FileTrigger>
    </DropZone>
  );
}
