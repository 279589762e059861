// Measures whether the audit finds faults: plants faults into a copy of Fashion-MNIST's training data, from a
// seed, and prints their ranks in the audit's lists. The question is what it finds, not how fast, although
// the time is printed too.
import { auditData, type Audit } from '../src/audit/audit.ts';
import type { Dataset } from '../src/data/dataset.ts';
import { loadData } from '../src/node/data/load.ts';
import { Random } from '../src/random.ts';
import { describeMachine, type Machine } from './machine.ts';
import { integer } from './question.ts';

/** The options, as the command line gives them. */
export interface AuditOptions {
  flips: string;
  duplicates: string;
  noise: string;
  threads: string;
  seed: string;
}

export const auditDefaults = {
  flips: '300',
  duplicates: '100',
  noise: '10',
  threads: '2',
  seed: '1',
} as const satisfies AuditOptions;

/** How many suspects and pairs a person would look at. */
const looked = { suspects: 1800, pairs: 300 };

/** The ranks of the planted faults of one kind in their list, counted from 1. */
export interface Ranks {
  readonly planted: number;
  /** How many of them are among the first `among` of the list. */
  readonly found: number;
  readonly among: number;
  /**
   * The ranks by which half of the planted faults, nine tenths of them, and the last listed one are found;
   * null if the list does not contain that many.
   */
  readonly half: number | null;
  readonly nineTenths: number | null;
  readonly last: number | null;
}

export interface AuditDocument {
  command: 'audit';
  machine: Omit<Machine, 'peakGflops'>;
  threads: number;
  seed: number;
  noise: number;
  seconds: number;
  labelErrors: Ranks;
  nearDuplicates: Ranks;
}

/** Plants faults, audits the data, and ranks the faults. */
export async function measureAudit(
  options: AuditOptions,
  progress: (message: string) => void,
): Promise<AuditDocument> {
  const [threads, seed] = [
    integer('--threads', options.threads, 1, 256),
    integer('--seed', options.seed, 0, 2 ** 32 - 1),
  ];
  const noise = integer('--noise', options.noise, 0, 255);
  const flips = integer('--flips', options.flips, 1, 10_000);
  const duplicates = integer('--duplicates', options.duplicates, 1, 10_000);
  const splits = await loadData('fashion-mnist');
  const { train, flipped, pairs } = plant(splits.train, { flips, duplicates, noise, seed });
  const start = performance.now();
  let told = '';
  const audit = await auditData(
    { ...splits, train },
    {
      threads,
      onProgress: (stage, share) => {
        const line = `${stage}: ${Math.floor(10 * share) * 10} %`;
        if (line !== told) progress(line);
        told = line;
      },
    },
  );
  const seconds = Math.round((performance.now() - start) / 1000);
  const found = { labelErrors: ranksOfFlips(audit, flipped), nearDuplicates: ranksOfPairs(audit, pairs) };
  return { command: 'audit', machine: describeMachine(), threads, seed, noise, seconds, ...found };
}

interface Planting {
  readonly flips: number;
  readonly duplicates: number;
  readonly noise: number;
  readonly seed: number;
}

/**
 * Flips labels to any other class, and replaces pictures by copies of others. No picture is changed twice.
 */
export function plant(
  train: Dataset,
  { flips, duplicates, noise, seed }: Planting,
): { train: Dataset; flipped: Set<number>; pairs: Set<string> } {
  const random = new Random(seed, 'plant');
  const order = random.shuffle(Int32Array.from({ length: train.count }, (_, i) => i));
  const [labels, images] = [train.labels.slice(), train.images.slice()];
  const flipped = new Set(order.subarray(0, flips));
  const classes = train.classNames.length;
  for (const index of flipped) labels[index] = (labels[index]! + 1 + random.integer(classes - 1)) % classes;
  const pairs = new Set<string>();
  for (let i = 0; i < duplicates; i++) {
    const [from, to] = [order[flips + 2 * i]!, order[flips + 2 * i + 1]!];
    copyShifted(images, train, from, to, noise, random);
    labels[to] = train.labels[from]!;
    pairs.add(pairName(from, to));
  }
  return { train: { ...train, labels, images }, flipped, pairs };
}

const pairName = (a: number, b: number): string => `${Math.min(a, b)} ${Math.max(a, b)}`;

const directions = [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => [down, right] as const));
const shifts = directions.filter(([down, right]) => down !== 0 || right !== 0);

/** Replaces a picture by a copy of another, shifted by one pixel, with noise; the uncovered edge is black. */
function copyShifted(
  images: Uint8Array,
  { height, width }: Dataset,
  from: number,
  to: number,
  noise: number,
  random: Random,
): void {
  const [down, right] = shifts[random.integer(shifts.length)]!;
  const size = height * width;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [oldY, oldX] = [y - down, x - right];
      const isInside = oldY >= 0 && oldY < height && oldX >= 0 && oldX < width;
      const value = isInside ? images[from * size + oldY * width + oldX]! : 0;
      const noisy = Math.round(value + noise * random.normal());
      images[to * size + y * width + x] = Math.max(0, Math.min(255, noisy));
    }
}

const ranksOfFlips = ({ labelErrors }: Audit, flipped: ReadonlySet<number>): Ranks =>
  ranksOf(
    labelErrors.map(({ split, index }) => split === 'train' && flipped.has(index)),
    flipped.size,
    looked.suspects,
  );

const ranksOfPairs = ({ nearDuplicates }: Audit, pairs: ReadonlySet<string>): Ranks =>
  ranksOf(
    nearDuplicates.map(({ a, b }) => pairs.has(pairName(a, b))),
    pairs.size,
    looked.pairs,
  );

/** @param hits whether the entry at each rank was planted */
export function ranksOf(hits: readonly boolean[], planted: number, among: number): Ranks {
  const ranks = hits.flatMap((isHit, i) => (isHit ? [i + 1] : []));
  const at = (share: number) => ranks[Math.ceil(share * planted) - 1] ?? null;
  const found = ranks.filter((rank) => rank <= among).length;
  return { planted, found, among, half: at(0.5), nineTenths: at(0.9), last: ranks.at(-1) ?? null };
}

/** The document as lines of text. */
export function auditLines({ labelErrors, nearDuplicates, seconds, noise }: AuditDocument): string {
  const line = (what: string, { planted, found, among, half, nineTenths, last }: Ranks) =>
    `${what}: ${found} of ${planted} among the first ${among}; half by rank ${half ?? '–'}, nine tenths by rank ${nineTenths ?? '–'}, the last listed at rank ${last ?? '–'}`;
  return [
    line('flipped labels', labelErrors),
    line(`copies, shifted by a pixel, noise of ${noise}/255`, nearDuplicates),
    `${seconds} s`,
  ].join('\n');
}
