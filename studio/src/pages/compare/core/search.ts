// What the address of a comparison says.
export const comparedFigures = [
  'validationAccuracy',
  'validationLoss',
  'accuracy',
  'loss',
  'learningRate',
] as const;
export type ComparedFigure = (typeof comparedFigures)[number];

export const comparedAxes = ['epoch', 'seconds'] as const;
export type ComparedAxis = (typeof comparedAxes)[number];

export interface CompareSearch {
  /** The ids of the runs, with commas. */
  readonly runs?: string;
  /** What the curves show; validation accuracy if it is left out. */
  readonly figure?: ComparedFigure;
  /** What they are drawn over; epochs if it is left out. */
  readonly x?: ComparedAxis;
}

/** Takes what is valid and drops the rest. */
export function readCompareSearch({ runs, figure, x }: Record<string, unknown>): CompareSearch {
  const knownFigure = comparedFigures.find((name) => name === figure);
  const knownAxis = comparedAxes.find((name) => name === x);
  return {
    ...(typeof runs === 'string' && runs !== '' && { runs }),
    ...(knownFigure && { figure: knownFigure }),
    ...(knownAxis && { x: knownAxis }),
  };
}
