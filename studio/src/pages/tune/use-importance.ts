// The importance of the parameters and the contour, as a worker computes them.
import { useEffect, useMemo, useState } from 'react';
import type { JournalStudy } from '../../../../src/tuning/journal/replay.ts';
import { sampled } from './core/study.ts';
import type { ImportanceAnswer, ImportanceQuestion } from './importance-worker.ts';

/** Forests on more trials take long and say the same. */
const mostTrials = 600;

/**
 * The answer for a study, or for the last one while that is computed; undefined before the first.
 *
 * @param width of the contour, in pixels; nothing is computed while it is 0
 */
export function useImportance(study: JournalStudy, width: number) {
  const sample = useMemo(() => sampled(study, mostTrials), [study]);
  const [answer, setAnswer] = useState<ImportanceAnswer>();
  const [error, setError] = useState<Error>();
  useEffect(() => {
    if (width === 0) return;
    const worker = new Worker(new URL('./importance-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<ImportanceAnswer>) => setAnswer(data);
    worker.onerror = ({ message }) => setError(new Error(message));
    worker.postMessage({ study: sample, width } satisfies ImportanceQuestion);
    return () => worker.terminate();
  }, [sample, width]);
  return { answer, error, count: sample.trials.length };
}
