import type { StudySummary } from '../../../../src/server/studio/contract/studies.ts';
import { count } from '../../words/numbers.ts';
import { tuneWords } from '../../words/tune.ts';

/** The trials that will not change any more. */
export const doneTrials = ({ counts }: Pick<StudySummary, 'counts'>): number =>
  counts.complete + counts.pruned + counts.fail;

/** How many trials are done, and of how many. */
export const doneWords = (study: Pick<StudySummary, 'counts' | 'planned'>): string =>
  tuneWords.counts(count(doneTrials(study)), study.planned === undefined ? undefined : count(study.planned));
