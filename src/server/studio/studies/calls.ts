// What the studio asks the thread that reads journals.
import type { StudyList, StudySummary, TrialDetail } from '../contract/studies.ts';

/** What a journal says of a study; the studio adds what its jobs say. */
export type StudyFacts = Omit<StudySummary, 'status' | 'reason' | 'job' | 'planned' | 'command'> & {
  /** Whether it is the only one that commands find by the folder. */
  readonly isMain: boolean;
};

/** A study in the folder of runs. */
interface Named {
  /** The folder of runs. */
  readonly root: string;
  readonly id: string;
}

/** The trials of a folder's study that are pruned. */
export interface PrunedTrials {
  readonly folder: string;
  readonly numbers: readonly number[];
}

/** The calls by name: what they take, and what they return. Undefined says that there is no such study. */
export interface StudyCalls {
  readonly list: [{ readonly root: string }, Omit<StudyList, 'studies'> & { readonly studies: StudyFacts[] }];
  /** Of the journals that were read; and whether others are still being read. */
  readonly pruned: [
    { readonly root: string },
    { readonly studies: readonly PrunedTrials[]; readonly isPart: boolean },
  ];
  readonly facts: [Named, StudyFacts | undefined];
  /** A `StudyTrials` as JSON. */
  readonly trials: [Named & { readonly since?: string }, Uint8Array | undefined];
  readonly trial: [Named & { readonly number: number }, Omit<TrialDetail, 'run'> | undefined];
  /** The names of the studies in a journal, wherever it is. */
  readonly names: [{ readonly file: string }, readonly string[]];
}
