// A review as it goes on: what is left, what was decided, and the acts of a person.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Decision, Review, ReviewItem } from '../../../../src/server/studio/contract/catalogue.ts';
import { undoStack } from '../../core/undo.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { correctItem } from './correct-item.ts';
import {
  decided,
  noProgress,
  quickClasses,
  skipped,
  takenBack,
  waiting,
  type Progress,
} from './core/queue.ts';

/** @param at the key of the item to begin with */
export function useReview(
  catalogue: string,
  data: Review | undefined,
  classes: readonly string[],
  at: string | undefined,
) {
  const cache = useQueryClient();
  const [progress, setProgress] = useState<Progress>({ ...noProgress, next: at });
  const [own, setOwn] = useState<readonly Decision[]>([]);
  const [withdrawn, setWithdrawn] = useState<readonly string[]>([]);
  const left = waiting(data?.items ?? [], progress);
  const ownKeys = new Set([...own.map(({ key }) => key), ...withdrawn]);
  const decisions = [...own, ...(data?.decided ?? []).filter(({ key }) => !ownKeys.has(key))];
  const goBack = (key: string) => {
    setOwn((list) => list.filter((one) => one.key !== key));
    setWithdrawn((list) => [...list, key]);
    setProgress((now) => takenBack(now, key));
  };
  const decide = (item: Pick<ReviewItem, 'key'>, category: string) => {
    const { key } = item;
    setProgress((now) => decided(now, key));
    setOwn((list) => [{ key, category, at: Date.now() }, ...list.filter((one) => one.key !== key)]);
    void correctItem(cache, catalogue, { key, category, before: null, onTakenBack: () => goBack(key) });
  };
  const skip = ({ key }: ReviewItem) => {
    setProgress((now) => skipped(now, key));
    undoStack.push({
      name: catalogueWords.skippedName(key),
      undo: () => setProgress((now) => takenBack(now, key)),
    });
  };
  /** Takes back a decision, also one of another day. */
  const withdraw = ({ key, category }: Decision) => {
    goBack(key);
    void correctItem(cache, catalogue, { key, category: null, before: category });
  };
  return {
    ...{ waiting: left, current: left[0], decisions, decide, skip, withdraw },
    /** Of all that there are, also those beyond the list. */
    left: data ? data.total - data.items.length + left.length : 0,
    /** Whether what comes now was skipped before. */
    isAmongSkipped: left[0] !== undefined && progress.skipped.includes(left[0].key),
    quick: quickClasses(classes, [...new Set(decisions.map(({ category }) => category))]),
  };
}

export type ReviewState = ReturnType<typeof useReview>;
