// The order in which an epoch draws the pictures, as a function of the seed and the epoch only. Unequal
// classes can be drawn equally often, or spread evenly over the batches. batches.ts makes the batches.
import { didYouMean } from '../did-you-mean.ts';
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';
import { apportion } from './apportion.ts';
import { indicesByClass } from './by-class.ts';

/** The names of all ways to draw an epoch's pictures. */
export const samplings = ['shuffled', 'oversampled', 'stratified'] as const;
/**
 * How an epoch draws its pictures. `shuffled`: each once. `oversampled`: each class equally often.
 * `stratified`: each once, with the classes in proportion in each batch.
 *
 * @useDeclaredType
 */
export type Sampling = (typeof samplings)[number];

/**
 * Checks a name that may come from code without types.
 *
 * @throws InputError for an unknown name
 */
export function checkSampling(sampling: string): asserts sampling is Sampling {
  if (samplings.some((known) => known === sampling)) return;
  const hint = didYouMean(sampling, samplings);
  throw new InputError(`sampling: expected ${samplings.join(', ')}, got '${sampling}'${hint}`);
}

/** Every index once. */
export const shuffledOrder = (count: number, seed: number, epoch: number): Uint32Array =>
  new Random(seed, 'shuffle', epoch).shuffle(Uint32Array.from({ length: count }, (_, index) => index));

/**
 * As many indices as there are labels, with each class equally often; counts differ by at most one. Within a
 * class, pictures differ by at most one in how often they come. If a class has more pictures than its share,
 * each epoch draws a different part.
 */
export function oversampledOrder(labels: ArrayLike<number>, seed: number, epoch: number): Uint32Array {
  const members = indicesByClass(labels).filter(({ length }) => length > 0);
  const share = Math.floor(labels.length / members.length);
  const left = labels.length % members.length; // this many classes get one more, different ones each epoch
  const drawn = members.flatMap((indices, place) => {
    const random = new Random(seed, 'oversample', epoch, labels[indices[0]!]!);
    return drawEvenly(indices, share + ((place + epoch) % members.length < left ? 1 : 0), random);
  });
  return new Random(seed, 'shuffle', epoch).shuffle(Uint32Array.from(drawn));
}

/** Draws this many from a list: all of it as often as they fit, then some once more. */
function drawEvenly(indices: readonly number[], count: number, random: Random): number[] {
  const rounds = Math.ceil(count / indices.length);
  return Array.from({ length: rounds }, () => random.shuffle(indices.slice()))
    .flat()
    .slice(0, count);
}

/**
 * Every index once, ordered so that each batch of this size has every class in proportion, to within one
 * picture. If the last batch is smaller, it is to within two pictures.
 */
export function stratifiedOrder(
  labels: ArrayLike<number>,
  batchSize: number,
  seed: number,
  epoch: number,
): Uint32Array {
  const random = new Random(seed, 'stratify', epoch);
  const members = indicesByClass(labels).map((indices) => random.shuffle(indices));
  const sizes = members.map(({ length }) => length);
  const quotas = apportion(sizes, labels.length % batchSize);
  const last = members.flatMap((indices, label) => indices.splice(0, quotas[label]));
  // The rest is dealt like cards, class after class: each batch gets an equal number of each class, or one
  // more.
  const batches: number[][] = Array.from({ length: Math.floor(labels.length / batchSize) }, () => []);
  const cards = random.shuffle(members).flat();
  cards.forEach((index, place) => batches[place % batches.length]!.push(index));
  return Uint32Array.from([...random.shuffle(batches), last].flatMap((batch) => random.shuffle(batch)));
}
