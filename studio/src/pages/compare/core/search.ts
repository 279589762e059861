// What the address of a comparison says.
import { searchText } from '../../../core/search-text.ts';
export const comparedFigures = [
  'validationAccuracy',
  'validationLoss',
  'accuracy',
  'loss',
  'learningRate',
  'gradientNorm',
] as const;
export type ComparedFigure = (typeof comparedFigures)[number];

export const comparedAxes = ['epoch', 'seconds'] as const;
export type ComparedAxis = (typeof comparedAxes)[number];

export const comparedSplits = ['validation', 'test'] as const;
export type ComparedSplit = (typeof comparedSplits)[number];

export interface CompareSearch {
  /** The ids of the runs, with commas. */
  readonly runs?: string;
  /** What the curves show; validation accuracy if it is left out. */
  readonly figure?: ComparedFigure;
  /** What they are drawn over; epochs if it is left out. */
  readonly x?: ComparedAxis;
  /** The ids of the two runs that are tested, with a comma; the first two with a model if it is left out. */
  readonly pair?: string;
  /** The pictures of the test; those of the validation split if it is left out. */
  readonly split?: ComparedSplit;
  /** Whose pictures are shown: those that only B classified correctly; A's if it is left out. */
  readonly only?: 'a' | 'b';
  /** The index of the picture that is open. */
  readonly picture?: number;
}

/** Takes what is valid and drops the rest. */
export function readCompareSearch(search: Record<string, unknown>): CompareSearch {
  const { figure, x, split, only, picture } = search;
  const [runs, pair] = [searchText(search['runs']), searchText(search['pair'])];
  const knownFigure = comparedFigures.find((name) => name === figure);
  const knownSplit = comparedSplits.find((name) => name === split);
  const knownAxis = comparedAxes.find((name) => name === x);
  return {
    ...(runs !== undefined && { runs }),
    ...(knownFigure && { figure: knownFigure }),
    ...(knownAxis && { x: knownAxis }),
    ...(pair !== undefined && { pair }),
    ...(knownSplit && { split: knownSplit }),
    ...((only === 'a' || only === 'b') && { only }),
    ...(typeof picture === 'number' && Number.isInteger(picture) && picture >= 0 && { picture }),
  };
}
