// The methods that are compared. Each is fitted on features of training pictures and gives a picture a score;
// the higher, the more novel.
import type { Vectors } from '../../src/neighbours/vectors.ts';
import { prototypesOf } from '../../src/novelty/prototypes.ts';
import {
  cholesky,
  countOf,
  covariance,
  dot,
  meanOf,
  principalAxes,
  rowOf,
  solveLower,
  squaredLength,
  type Rows,
} from './linear-algebra.ts';

/** What a network says about pictures. */
export interface Answers {
  /** The input of its last dense layer. */
  readonly last: Rows;
  /** The features of src/novelty: `last` and the means of the middle maps, of length 1. */
  readonly joint: Rows;
  readonly logits: Rows;
}

/** Returns the score of picture `i`. */
export type Score = (answers: Answers, i: number) => number;
type Fit = (train: Answers, labels: ArrayLike<number>) => Score;

const energy = (logits: Float32Array): number => {
  const most = Math.max(...logits);
  return -most - Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0));
};

const rowsOf = (rows: Rows): Float32Array[] =>
  Array.from({ length: countOf(rows) }, (_, i) => rowOf(rows, i));

const difference = (a: Float32Array, b: Float64Array): Float64Array =>
  Float64Array.from(a, (value, i) => value - b[i]!);

type Distances = ReturnType<typeof fitMahalanobis>;
/** Two methods share the distances. */
const fittedDistances = new WeakMap<Rows, Distances>();

function mahalanobis(train: Rows, labels: ArrayLike<number>): Distances {
  const found = fittedDistances.get(train) ?? fitMahalanobis(train, labels);
  fittedDistances.set(train, found);
  return found;
}

/** Squared Mahalanobis distances to the nearest class's mean and to the mean of all. */
function fitMahalanobis(train: Rows, labels: ArrayLike<number>) {
  const rows = rowsOf(train);
  const classes = [...new Set(Array.from(labels))];
  const means = new Map(classes.map((label) => [label, meanOf(rows.filter((_, i) => labels[i] === label))]));
  const lower = cholesky(
    covariance(rows, (i) => means.get(labels[i]!)!),
    train.size,
  );
  // L⁻¹·(x - m) = L⁻¹·x - L⁻¹·m: each picture is solved only once.
  const solvedMeans = [...means.values()].map((mean) => solveLower(lower, mean));
  const centre = meanOf(rows);
  const lowerOfAll = cholesky(
    covariance(rows, () => centre),
    train.size,
  );
  return {
    nearest: (x: Float32Array) => {
      const solved = solveLower(lower, x);
      return Math.min(
        ...solvedMeans.map((mean) => squaredLength(solved.map((value, i) => value - mean[i]!))),
      );
    },
    ofAll: (x: Float32Array) => squaredLength(solveLower(lowerOfAll, difference(x, centre))),
  };
}

/** Wang, Li, Feng & Zhang, 2022. The principal space has a quarter of the features' dimensions. */
function vim({ last, logits }: Answers): Score {
  const rows = rowsOf(last);
  const centre = meanOf(rows);
  const axes = principalAxes(
    covariance(rows, () => centre),
    last.size,
    last.size >> 2,
  );
  const residual = (x: Float32Array): number => {
    const centred = difference(x, centre);
    const within = axes.reduce((sum, axis) => sum + dot(axis, centred) ** 2, 0);
    return Math.sqrt(Math.max(0, squaredLength(centred) - within));
  };
  const count = rows.length;
  const mean = (of: (i: number) => number) => rows.reduce((sum, _, i) => sum + of(i) / count, 0);
  const alpha = mean((i) => Math.max(...rowOf(logits, i))) / mean((i) => residual(rows[i]!));
  return (answers, i) => alpha * residual(rowOf(answers.last, i)) + energy(rowOf(answers.logits, i));
}

const unit = (x: Float32Array): Float32Array => {
  const length = Math.sqrt(squaredLength(x)) || 1;
  return x.map((value) => value / length);
};

/** 1 minus the largest cosine with any of the vectors, which have length 1. */
const farFrom = (vectors: readonly Float32Array[], x: Float32Array): number =>
  1 - vectors.reduce((most, vector) => Math.max(most, dot(vector, x)), -1);

const unitRows = (rows: Rows): Rows => ({
  values: Float32Array.from(rowsOf(rows).flatMap((row) => Array.from(unit(row)))),
  size: rows.size,
});

const vectorsOf = ({ values, size }: Rows): Vectors => ({
  count: values.length / size,
  dimensions: size,
  values,
});

/** How many training pictures the nearest neighbours are searched among. */
const stored = 1000;

/** The methods by name, with their sources. */
export const methods: Readonly<Record<string, Fit>> = {
  /** Hendrycks & Gimpel, 2017. */
  'largest probability': () => (answers, i) => {
    const logits = rowOf(answers.logits, i);
    return -Math.exp(Math.max(...logits) + energy(logits));
  },
  /** Liu, Wang, Owens & Li, 2020. */
  energy: () => (answers, i) => energy(rowOf(answers.logits, i)),
  /** Lee, Lee, Lee & Shin, 2018. */
  Mahalanobis: ({ last }, labels) => {
    const { nearest } = mahalanobis(last, labels);
    return (answers, i) => nearest(rowOf(answers.last, i));
  },
  /** Ren et al., 2021. */
  'relative Mahalanobis': ({ last }, labels) => {
    const { nearest, ofAll } = mahalanobis(last, labels);
    return (answers, i) => nearest(rowOf(answers.last, i)) - ofAll(rowOf(answers.last, i));
  },
  ViM: vim,
  /** Sun, Ming, Zhu & Li, 2022. */
  'nearest of 1,000 pictures': ({ last }) => {
    const known = rowsOf(last).slice(0, stored).map(unit);
    return (answers, i) => farFrom(known, unit(rowOf(answers.last, i)));
  },
  'nearest of 100 prototypes': ({ last }, labels) => {
    const prototypes = prototypesOf({ features: vectorsOf(unitRows(last)), labels });
    return (answers, i) => farFrom(prototypes, unit(rowOf(answers.last, i)));
  },
  'the same, with middle maps': ({ joint }, labels) => {
    const prototypes = prototypesOf({ features: vectorsOf(joint), labels });
    return (answers, i) => farFrom(prototypes, rowOf(answers.joint, i));
  },
};
