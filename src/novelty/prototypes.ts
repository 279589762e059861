// Condenses the features of training pictures to a few prototypes of each class, by spherical k-means
// (Dhillon & Modha, 2001, "Concept Decompositions for Large Sparse Text Data Using Clustering"). Comparing a
// picture with a hundred prototypes is as good as comparing it with many pictures, and costs far less.

import type { Vectors } from '../neighbours/vectors.ts';

/** Features of length 1 and the classes of their pictures. */
export interface LabelledFeatures {
  readonly features: Vectors;
  /** `[count]`, class indices. */
  readonly labels: ArrayLike<number>;
}

/** How many prototypes there are in all, if the classes are not more. */
const wanted = 100;
/** The fewest pictures for each prototype, so that it stands for more than itself. */
const fewestEach = 5;
const rounds = 8;

/** The prototypes `[count, size]`, each of length 1. Equal features give equal prototypes. */
export function prototypesOf({ features: { dimensions, values }, labels }: LabelledFeatures): Float32Array[] {
  const members = new Map<number, Float32Array[]>();
  for (let i = 0; i < labels.length; i++) {
    const rows = members.get(labels[i]!) ?? [];
    rows.push(values.subarray(i * dimensions, (i + 1) * dimensions));
    members.set(labels[i]!, rows);
  }
  const each = Math.max(1, Math.floor(wanted / members.size));
  const classes = [...members].sort(([one], [other]) => one - other);
  return classes.flatMap(([, rows]) =>
    clusters(rows, Math.max(1, Math.min(each, Math.floor(rows.length / fewestEach)))),
  );
}

/** The centres of clusters by the cosine, which start at rows in even distances. */
function clusters(rows: readonly Float32Array[], count: number): Float32Array[] {
  let centres = Array.from({ length: count }, (_, i) => rows[Math.floor((i * rows.length) / count)]!);
  let nearest: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = nearest;
    nearest = rows.map((row) => nearestOf(centres, row));
    if (nearest.every((centre, i) => centre === before[i])) break;
    centres = centres.map((centre, c) => meanDirection(rows.filter((_, i) => nearest[i] === c)) ?? centre);
  }
  return centres;
}

function nearestOf(centres: readonly Float32Array[], row: Float32Array): number {
  let [nearest, most] = [0, -Infinity];
  for (let c = 0; c < centres.length; c++) {
    const cosine = product(centres[c]!, row);
    if (cosine > most) [nearest, most] = [c, cosine];
  }
  return nearest;
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** The mean of rows at length 1; undefined if there are none, or their mean is zero. */
function meanDirection(rows: readonly Float32Array[]): Float32Array | undefined {
  const sum = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) for (let i = 0; i < sum.length; i++) sum[i]! += row[i]!;
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  return length > 0 ? Float32Array.from(sum, (value) => value / length) : undefined;
}
