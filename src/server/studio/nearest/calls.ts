// What the studio asks the thread that compares training pictures.
import type { NearestAnswer } from '../contract/nearest.ts';
import type { Progress } from '../tell-prepared.ts';

/** A model with the training data that it was fitted on. */
export interface ModelWithData {
  /** The model's file. */
  readonly file: string;
  /** What `--data` takes. */
  readonly data: string;
  /** From which the validation part was drawn, if the data have none. */
  readonly validationSeed: number;
}

/** The answer, as far as the data themselves tell. */
export interface FoundInData extends Omit<Extract<NearestAnswer, { isReady: true }>, 'dataId'> {
  /** Whether the data are split as they are if nothing is asked for. */
  readonly hasUsualSplits: boolean;
}

/** What the thread tells while a model looks at its training pictures. */
export interface NearestNews extends Progress {
  /** The model's. */
  readonly file: string;
}

export interface NearestCalls {
  /** Looks at all training pictures; returns when that is done. */
  readonly prepare: [ModelWithData, undefined];
  readonly nearest: [
    { readonly file: string; readonly embedding: readonly number[]; readonly count: number },
    FoundInData,
  ];
}
