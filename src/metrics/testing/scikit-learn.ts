// The results of scikit-learn for labels and probabilities, as written by scikit-learn-fixtures.py.
import { readFileSync } from 'node:fs';
import type { LabelledPredictions } from '../classification-report.ts';

type Scores = Record<'precision' | 'recall' | 'f1' | 'specificity', number>;

/** The results for one case; null if something has no value. */
export interface ScikitLearnFigures {
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  readonly matthewsCorrelation: number;
  readonly cohensKappa: number;
  readonly loss: number;
  readonly brierScore: number;
  /** By k. */
  readonly topK: Readonly<Record<string, number>>;
  readonly perClass: Readonly<Record<keyof Scores | 'support', readonly number[]>>;
  readonly macro: Scores;
  readonly micro: Scores;
  readonly weighted: Scores;
  readonly confusion: number[][];
  readonly areas: {
    readonly roc: readonly (number | null)[];
    readonly precision: readonly (number | null)[];
    readonly macroRoc: number | null;
    readonly macroPrecision: number | null;
  };
  /** All points for one class against the rest. */
  readonly curves:
    | (Record<
        'falsePositiveRate' | 'truePositiveRate' | 'precision' | 'recall' | 'thresholds',
        readonly number[]
      > & { readonly label: number })
    | null;
  /** The mean true positive rate at false positive rates of 0, 0.1, … 1. */
  readonly meanRoc: readonly number[] | null;
  readonly temperature: {
    readonly temperature: number;
    readonly loss: number;
    readonly firstRow: readonly number[];
  } | null;
}

export interface ScikitLearnCase extends LabelledPredictions {
  readonly name: string;
  readonly expected: ScikitLearnFigures;
}

interface Fixture {
  readonly cases: Record<string, { labels: number[]; thousandths: number[]; expected: ScikitLearnFigures }>;
  /** The counts of both kinds, and SciPy's two-sided p value. */
  readonly mcnemar: readonly (readonly [number, number, number])[];
}

const path = new URL('scikit-learn.fixture.json', import.meta.url);
const fixture = JSON.parse(readFileSync(path, 'utf8')) as Fixture;

/** `ordinary`, `imbalanced`, `degenerate` and `alike`. */
export const scikitLearnCases: readonly ScikitLearnCase[] = Object.entries(fixture.cases).map(
  ([name, { labels, thousandths, expected }]) => ({
    name,
    labels,
    probabilities: thousandths.map((count) => count / 1000),
    classNames: expected.confusion.map((_, label) => `class ${label}`),
    expected,
  }),
);

export const binomialTests = fixture.mcnemar;
