// What the walk adds to the palette and to the keys.
import { useCallback, useMemo } from 'react';
import { toasts } from '../../core/toasts.ts';
import { undoStack } from '../../core/undo.ts';
import { useActions } from '../../ui/use-actions.ts';
import { commonWords } from '../../words/common.ts';
import { learnWords } from '../../words/learn.ts';
import { chapterBeside, chapters, type Chapter } from './core/chapters.ts';
import type { WalkStore } from './core/walk-store.ts';
import type { Learn } from './learn-context.ts';
import { told } from './told.ts';

/** Remembers the weights as they are now, so that what comes next can be taken back. */
export function rememberWeights(store: WalkStore, name: string): () => void {
  const { weights } = store.get().question;
  const step = { name, undo: () => store.setWeights(weights) };
  undoStack.push(step);
  return () => void undoStack.undo(step);
}

/** Adds the actions, and returns the one that puts the weights back. */
export function useLearnActions({ store, place: { chapter }, go }: Learn): () => void {
  const reset = useCallback(() => {
    const undo = rememberWeights(store, learnWords.weightsReset);
    told(store.setWeights(store.walk.weights));
    toasts.tell(learnWords.weightsReset, { name: commonWords.undo, run: undo });
  }, [store]);
  const added = useMemo(() => {
    const { section } = learnWords;
    const open = (next: Chapter | undefined) => () => next && go({ chapter: next, ...nowhere });
    return [
      { id: 'learn-next', name: learnWords.next, section, keys: 'n', run: open(chapterBeside(chapter, 1)) },
      {
        id: 'learn-back',
        name: learnWords.previous,
        section,
        keys: 'p',
        run: open(chapterBeside(chapter, -1)),
      },
      { id: 'learn-reset', name: learnWords.reset, section, keys: '0', run: reset },
      ...chapters.map((one) => ({
        ...{ id: `learn-${one}`, name: learnWords.chapters[one].title, section },
        ...{ also: learnWords.chapters[one].name, run: open(one) },
      })),
    ].map((action) => ({ ...action, run: () => void action.run() }));
  }, [chapter, go, reset]);
  useActions(added);
  return reset;
}

/** Another chapter begins at its usual place. */
const nowhere = { stage: undefined, map: undefined, at: undefined, from: undefined, weight: undefined };
