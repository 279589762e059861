// One class: its name, its pictures, and the ways to add some.
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button, IconButton } from '../../ui/button.tsx';
import { EditableText } from '../../ui/editable-text.tsx';
import { teachWords } from '../../words/teach.ts';
import { addFiles, changeLesson, removeClass } from './change-lesson.ts';
import type { LessonClass, LessonPicture } from './core/lesson.ts';
import type { TeachStore } from './core/teach-store.ts';
import { chosenFiles, droppedFiles } from './dropped-files.ts';
import { PictureGrid } from './picture-grid.tsx';
import { Recorder } from './recorder.tsx';
import styles from './teach.module.css';

interface ClassCardProps {
  readonly store: TeachStore;
  readonly one: LessonClass;
  readonly pictures: readonly LessonPicture[];
  readonly unreadable: ReadonlySet<number>;
  readonly isRecording: boolean;
  readonly onRecord: (isOn: boolean) => void;
}

export function ClassCard({ store, one, pictures, unreadable, isRecording, onRecord }: ClassCardProps) {
  const { id, name } = one;
  return (
    <section className={styles.class} aria-label={name} data-class={id}>
      <DropZone
        aria-label={teachWords.dropOn(name)}
        className={styles.drop!}
        onDrop={({ items }) => void droppedFiles(items).then((files) => addFiles(store, one, files))}
      >
        <header className={styles.classHead}>
          <h3>
            <EditableText
              label={teachWords.className}
              value={name}
              placeholder={teachWords.classHint}
              onSave={(changed) => void changeLesson(store, { do: 'class', id, name: changed })}
            />
          </h3>
          <span className={styles.quiet}>{teachWords.pictures(pictures.length)}</span>
          <IconButton
            icon="trash"
            label={`${teachWords.removeClass} ${name}`}
            onPress={() => void removeClass(store, one)}
          />
        </header>
        <div className={styles.classActions}>
          <Button icon="teach" onPress={() => onRecord(!isRecording)}>
            {isRecording ? teachWords.closeCamera : teachWords.camera}
          </Button>
          <FileTrigger
            allowsMultiple
            acceptedFileTypes={['image/*']}
            onSelect={(files) => void addFiles(store, one, chosenFiles(files))}
          >
            <Button icon="plus" aria-label={`${teachWords.chooseFiles}: ${name}`}>
              {teachWords.chooseFiles}
            </Button>
          </FileTrigger>
        </div>
        {isRecording && <Recorder store={store} one={one} />}
        {pictures.length > 0 ? (
          <PictureGrid {...{ store, name, pictures, unreadable }} />
        ) : (
          !isRecording && <p className={styles.hint}>{teachWords.dropHint}</p>
        )}
      </DropZone>
    </section>
  );
}
