// Teach: gather pictures of classes, train on them, try the model; all of it in this page.
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EditableText } from '../../ui/editable-text.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { teachWords } from '../../words/teach.ts';
import { Gather } from './gather.tsx';
import { EmptyLesson } from './empty-lesson.tsx';
import { LessonMenus } from './lesson-menus.tsx';
import { changeLesson } from './change-lesson.ts';
import { TestPanel } from './test-panel.tsx';
import { TrainPanel } from './train-panel.tsx';
import type { TeachStore } from './core/teach-store.ts';
import { takeOver, useLesson, useTeachState } from './use-teach.ts';
import styles from './teach.module.css';

export default function TeachPage() {
  const opened = useLesson();
  if (opened.status === 'open') return <OpenLesson store={opened.store} />;
  return (
    <Page title={teachWords.name}>
      {opened.status === 'opening' && <p className={styles.quiet}>{teachWords.opening}</p>}
      {opened.status === 'failed' && <Failure error={opened.error} retry={takeOver} />}
      {opened.status === 'elsewhere' && (
        <EmptyState icon="teach" title={teachWords.elsewhereTitle} hint={teachWords.elsewhereHint}>
          <Button look="primary" onPress={takeOver}>
            {teachWords.takeOver}
          </Button>
        </EmptyState>
      )}
    </Page>
  );
}

function OpenLesson({ store }: { readonly store: TeachStore }) {
  const state = useTeachState(store);
  const [recording, setRecording] = useState<number>();
  const { lesson } = state;
  if (lesson.classes.length === 0)
    return (
      <Page title={teachWords.name}>
        <EmptyLesson store={store} />
      </Page>
    );
  return (
    <Page
      title={teachWords.name}
      aside={
        <div className={styles.name}>
          <EditableText
            label={teachWords.lessonName}
            value={lesson.name}
            placeholder={teachWords.nameHint}
            onSave={(name) => void changeLesson(store, { do: 'name', name })}
          />
        </div>
      }
      actions={<LessonMenus store={store} state={state} />}
    >
      <div className={styles.teach}>
        <Gather store={store} state={state} recording={recording} onRecord={setRecording} />
        <TrainPanel store={store} state={state} />
        <TestPanel store={store} state={state} />
      </div>
    </Page>
  );
}
