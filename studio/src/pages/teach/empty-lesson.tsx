// Before there is anything: what this page does, and three ways to begin.
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { teachWords } from '../../words/teach.ts';
import { addClass, addFolders } from './change-lesson.ts';
import type { TeachStore } from './core/teach-store.ts';
import { chosenFiles, droppedFiles } from './dropped-files.ts';
import styles from './teach.module.css';

export function EmptyLesson({ store }: { readonly store: TeachStore }) {
  const begin = async () => {
    await addClass(store);
    await addClass(store);
  };
  return (
    <DropZone
      aria-label={teachWords.emptyDrop}
      className={styles.emptyDrop!}
      onDrop={({ items }) => void droppedFiles(items).then((files) => addFolders(store, files))}
    >
      <EmptyState icon="teach" title={teachWords.emptyTitle} hint={teachWords.emptyHint}>
        <Button look="primary" icon="plus" onPress={() => void begin()}>
          {teachWords.begin}
        </Button>
        <FolderButton onFiles={(files) => void addFolders(store, files)} />
      </EmptyState>
    </DropZone>
  );
}

interface FolderButtonProps {
  readonly onFiles: (files: ReturnType<typeof chosenFiles>) => void;
}

/** Chooses a folder with a folder for each class. */
export const FolderButton = ({ onFiles }: FolderButtonProps) => (
  <FileTrigger acceptDirectory onSelect={(files) => onFiles(chosenFiles(files))}>
    <Button icon="data">{teachWords.chooseFolder}</Button>
  </FileTrigger>
);
