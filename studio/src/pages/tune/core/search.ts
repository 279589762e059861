// What the addresses of the searches for hyper-parameters say.
import type { TrialState } from '../../../../../src/tuning/trial.ts';
import { searchText } from '../../../core/search-text.ts';
import { trialStates } from './trial-states.ts';

export const tuneTabs = ['history', 'parameters', 'parallel', 'front', 'trials', 'confirm', 'space'] as const;
export type TuneTab = (typeof tuneTabs)[number];

/** How many of the best trials are shown, in per cent. */
export const shares = [100, 50, 20, 10, 5] as const;
export type Share = (typeof shares)[number];

export interface StudySearch {
  /** The view; the history if it is left out. */
  readonly tab?: TuneTab;
  readonly best?: Share;
  /** Whether the axes of objectives are logarithmic. */
  readonly log?: true;
  /** Ranges in the parallel coordinates, as `brush.ts` writes them. */
  readonly brush?: string;
  /** The trial that is opened. */
  readonly trial?: number;
  /** The column by which the trials are sorted, with `-` from high to low. */
  readonly sort?: string;
  /** The state of the trials in the table; all of them if it is left out. */
  readonly state?: TrialState;
}

/** Takes what is valid and drops the rest. */
export function readStudySearch(given: Record<string, unknown>): StudySearch {
  const tab = tuneTabs.find((name) => name === given['tab']);
  const best = shares.find((share) => share === given['best']);
  const state = trialStates.find((name) => name === given['state']);
  const { trial, log } = given;
  const [brush, sort] = [searchText(given['brush']), searchText(given['sort'])];
  return {
    ...(tab && tab !== 'history' && { tab }),
    ...(best !== undefined && best < 100 && { best }),
    ...(log === true && { log }),
    ...(state && { state }),
    ...(brush !== undefined && { brush }),
    ...(Number.isInteger(trial) && (trial as number) >= 0 && { trial: trial as number }),
    ...(sort !== undefined && { sort }),
  };
}

export interface TuneSearch {
  /** The id of the run from which a study is started; empty for the form without one. */
  readonly from?: string;
}

export function readTuneSearch({ from }: Record<string, unknown>): TuneSearch {
  const run = from === '' ? '' : searchText(from);
  return run === undefined ? {} : { from: run };
}
