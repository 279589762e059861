// What the address of an evaluation says.
import { searchText } from '../../../core/search-text.ts';
export const evaluateTabs = [
  'confusion',
  'mistakes',
  'classes',
  'curves',
  'calibration',
  'robustness',
  'slices',
] as const;
export type EvaluateTab = (typeof evaluateTabs)[number];

export const splits = ['test', 'validation', 'train'] as const;
export type Split = (typeof splits)[number];

export interface EvaluateSearch {
  /** The id of a model. */
  readonly model?: string;
  /** The id of a data set; that of the training if it is left out. */
  readonly data?: string;
  /** Validation if it is left out. */
  readonly split?: Split;
  /** The view; the confusion matrix if it is left out. */
  readonly tab?: EvaluateTab;
  /** The pictures that are opened, as `picks.ts` writes them. */
  readonly pick?: string;
  /** The index in the split of the one that is shown large; the first if it is left out. */
  readonly picture?: number;
  /** Whether cells of the confusion matrix show shares; counts if it is left out. */
  readonly cells?: 'rates';
  /** The attribute by which the slices are cut. */
  readonly by?: string;
}

/** Takes what is valid and drops the rest. */
export function readEvaluateSearch(given: Record<string, unknown>): EvaluateSearch {
  const tab = evaluateTabs.find((name) => name === given['tab']);
  const split = splits.find((name) => name === given['split']);
  const { picture } = given;
  const [model, data, pick, by] = ['model', 'data', 'pick', 'by'].map((name) => searchText(given[name]));
  return {
    ...(model !== undefined && { model }),
    ...(data !== undefined && { data }),
    ...(split && split !== 'validation' && { split }),
    ...(tab && tab !== 'confusion' && { tab }),
    ...(pick !== undefined && { pick }),
    ...(Number.isSafeInteger(picture) && Number(picture) >= 0 && { picture: Number(picture) }),
    ...(by !== undefined && { by }),
    ...(given['cells'] === 'rates' && { cells: 'rates' }),
  };
}
