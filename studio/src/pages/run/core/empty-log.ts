// What stands in the place of a log in which nothing is written.
import type { Job } from '../../../../../src/server/studio/contract/jobs.ts';
import { runPageWords } from '../../../words/run.ts';

/** What a command that goes on will write first, or that one that ended wrote nothing. */
export const emptyLog = (status: Job['status']): string =>
  status === 'running' || status === 'stopping' ? runPageWords.logWaits : runPageWords.logEmpty;
