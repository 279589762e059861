// Saving the model, the data set and a page; and starting over.
import { shellWord } from '../../../../src/shell-words.ts';
import { useMemo, useState } from 'react';
import { copyText } from '../../core/copy.ts';
import { toasts } from '../../core/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';
import { commonWords } from '../../words/common.ts';
import { teachWords } from '../../words/teach.ts';
import { safeName } from './core/picture-zip.ts';
import type { TeachState, TeachStore } from './core/teach-store.ts';
import { saveDataSet, saveModel, savePage } from './save.ts';
import styles from './teach.module.css';

interface LessonMenusProps {
  readonly store: TeachStore;
  readonly state: TeachState;
}

export function LessonMenus({ store, state: { lesson, result } }: LessonMenusProps) {
  const [isAsking, setAsking] = useState(false);
  const name = safeName(lesson.name || teachWords.untitled);
  const entries = useMemo(() => {
    const during = (what: string, work: () => Promise<void>) => () => {
      toasts.tell(teachWords.preparing(what));
      void work().catch((error: unknown) => toasts.fail(error));
    };
    const entry = (id: string, words: string, work: () => Promise<void>): MenuEntry => ({
      ...{ id, name: words, run: during(words, work) },
    });
    return [
      ...(result ? [entry('model', teachWords.saveModel, () => saveModel(store, name))] : []),
      ...(lesson.pictures.length > 0
        ? [entry('data', teachWords.saveData, () => saveDataSet(store, name))]
        : []),
      ...(result ? [entry('page', teachWords.savePage, () => savePage(store, name))] : []),
    ];
  }, [store, name, result, lesson.pictures.length]);
  return (
    <>
      {entries.length > 0 && (
        <Menu label={teachWords.save} icon="save" entries={entries}>
          {teachWords.save}
        </Menu>
      )}
      <Menu
        label={teachWords.more}
        icon="more"
        entries={[
          ...(result
            ? [
                {
                  ...{ id: 'command', name: commonWords.copyCommand, icon: 'command' as const },
                  run: () => void copyText(teachWords.command(shellWord(name), shellWord(result.argument))),
                },
              ]
            : []),
          {
            ...{ id: 'clear', name: teachWords.startOver, icon: 'trash', isDangerous: true },
            run: () => setAsking(true),
          },
        ]}
      />
      <Dialog title={teachWords.startOverTitle} isOpen={isAsking} onClose={() => setAsking(false)}>
        <div className={styles.dialog}>
          <p>{teachWords.startOverHint}</p>
          <Button
            look="danger"
            icon="trash"
            onPress={() => {
              setAsking(false);
              void store.clear().catch((error: unknown) => toasts.fail(error));
            }}
          >
            {teachWords.startOverDo}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
