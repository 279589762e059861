// The classes with their pictures.
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { teachWords } from '../../words/teach.ts';
import { addClass, addFiles, addFolders } from './change-lesson.ts';
import { ClassCard } from './class-card.tsx';
import { picturesOf } from './core/lesson.ts';
import type { TeachState, TeachStore } from './core/teach-store.ts';
import { FolderButton } from './empty-lesson.tsx';
import { usePaste } from './use-paste.ts';
import styles from './teach.module.css';

interface GatherProps {
  readonly store: TeachStore;
  readonly state: TeachState;
  /** The class whose pictures the camera takes. */
  readonly recording: number | undefined;
  readonly onRecord: (id: number | undefined) => void;
}

export function Gather({ store, state, recording, onRecord }: GatherProps) {
  const { lesson, adding, unreadable } = state;
  usePaste((files, target) => {
    const id = Number(target?.closest<HTMLElement>('[data-class]')?.dataset['class']);
    const of = lesson.classes.find((one) => one.id === id);
    if (of) void addFiles(store, of, files);
    return of !== undefined;
  });
  return (
    <Panel
      title={teachWords.gather}
      actions={<FolderButton onFiles={(files) => void addFolders(store, files)} />}
    >
      <div className={styles.classes}>
        {lesson.classes.map((one) => (
          <ClassCard
            key={one.id}
            {...{ store, one, unreadable, pictures: picturesOf(lesson, one.id) }}
            isRecording={recording === one.id}
            onRecord={(isOn) => onRecord(isOn ? one.id : undefined)}
          />
        ))}
        <Button icon="plus" onPress={() => void addClass(store)}>
          {teachWords.addClass}
        </Button>
        <p className={styles.quiet} role="status">
          {adding && teachWords.adding(adding.done, adding.total)}
        </p>
      </div>
    </Panel>
  );
}
