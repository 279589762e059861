// In which order an epoch goes through the pictures, as a function of the seed and the epoch only. Where
// classes are unequal they can be drawn equally often, or dealt evenly to the batches. The batches themselves
// are made in batches.ts.
import { didYouMean } from '../did-you-mean.ts';
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';
import { apportion } from './apportion.ts';
import { indicesByClass } from './by-class.ts';

/** The names of all ways to draw an epoch's pictures. */
export const samplings = ['shuffled', 'oversampled', 'stratified'] as const;
/**
 * How an epoch draws its pictures: `shuffled`, each once; `oversampled`, each class equally often;
 * `stratified`, each once and in each batch the classes in proportion.
 *
 * @useDeclaredType
 */
export type Sampling = (typeof samplings)[number];

/** Throws an InputError for a word that is none of them, as one may come from code without types. */
export function checkSampling(sampling: string): asserts sampling is Sampling {
  if (samplings.some((known) => known === sampling)) return;
  const hint = didYouMean(sampling, samplings);
  throw new InputError(`sampling: expected ${samplings.join(', ')}, got '${sampling}'${hint}`);
}

/** Every index once. */
export const shuffledOrder = (count: number, seed: number, epoch: number): Uint32Array =>
  new Random(seed, 'shuffle', epoch).shuffle(Uint32Array.from({ length: count }, (_, index) => index));

/**
 * As many indices as there are labels, every class equally often to within one. Within a class no picture
 * comes twice more than another; of a class that has more than its share, each epoch takes another part.
 */
export function oversampledOrder(labels: ArrayLike<number>, seed: number, epoch: number): Uint32Array {
  const members = indicesByClass(labels).filter(({ length }) => length > 0);
  const share = Math.floor(labels.length / members.length);
  const left = labels.length % members.length; // so many classes get one more, other ones in other epochs
  const drawn = members.flatMap((indices, place) => {
    const random = new Random(seed, 'oversample', epoch, labels[indices[0]!]!);
    return drawEvenly(indices, share + ((place + epoch) % members.length < left ? 1 : 0), random);
  });
  return new Random(seed, 'shuffle', epoch).shuffle(Uint32Array.from(drawn));
}

/** So many out of a list: all of it as often as they go in, then some once more. */
function drawEvenly(indices: readonly number[], count: number, random: Random): number[] {
  const rounds = Math.ceil(count / indices.length);
  return Array.from({ length: rounds }, () => random.shuffle(indices.slice()))
    .flat()
    .slice(0, count);
}

/**
 * Every index once, so that cut into batches of this size each has every class in proportion: to within one
 * picture, or two where the last batch is smaller.
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
  // The rest is dealt like cards, class after class: each batch gets an equal share of each class, or one
  // more.
  const batches: number[][] = Array.from({ length: Math.floor(labels.length / batchSize) }, () => []);
  const cards = random.shuffle(members).flat();
  cards.forEach((index, place) => batches[place % batches.length]!.push(index));
  return Uint32Array.from([...random.shuffle(batches), last].flatMap((batch) => random.shuffle(batch)));
}
