// A picture from a file, dropped, pasted or chosen.
import { useEffect } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { tryWords } from '../../words/try.ts';
import { RasterPicture } from './raster-picture.tsx';
import { showLastFile } from './show-file.ts';
import { useTry } from './use-try.ts';
import styles from './try.module.css';

const words = tryWords.file;

export function PictureFile({ onFile }: { readonly onFile: (file: File) => void }) {
  useEffect(showLastFile, []);
  const picture = useTry((state) => state.picture);
  const chooser = (name: string) => (
    <FileTrigger
      acceptedFileTypes={['image/*']}
      onSelect={(files) => {
        const [file] = files ?? [];
        if (file) onFile(file);
      }}
    >
      <Button icon="try">{name}</Button>
    </FileTrigger>
  );
  if (!picture)
    return (
      <div className={styles.drop}>
        <Icon name="try" size={28} />
        <p className={styles.quiet}>{words.drop}</p>
        {chooser(words.choose)}
      </div>
    );
  return (
    <>
      <div className={styles.paper}>
        <RasterPicture raster={picture.raster} label={words.shown(picture.name ?? '')} />
      </div>
      <div className={styles.tools}>
        {chooser(words.another)}
        {picture.name !== undefined && <span className={styles.fileName}>{picture.name}</span>}
      </div>
    </>
  );
}
