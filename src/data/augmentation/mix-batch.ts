// The mixing of a batch: every picture with a partner, drawn as a permutation of the batch, as the authors of
// mixup do.
import type { Random } from '../../random.ts';
import { chosen } from './augment-picture.ts';
import { mixing, type Augmentation } from './augmentation.ts';
import type { PictureShape } from './kinds.ts';

/**
 * Reads a batch from one array and writes it, mixed, to another of its length, with each picture's partner
 * and its share.
 */
export type MixBatch = (
  from: Uint8Array,
  to: Uint8Array,
  partners: Int32Array,
  shares: Float32Array,
  random: Random,
) => void;

/** Prepares the mixing of batches, or gives undefined where none is asked for. */
export function batchMixer(augmentation: Augmentation, shape: PictureShape): MixBatch | undefined {
  const ways = chosen(mixing, augmentation);
  if (ways.length === 0) return undefined;
  return (from, to, partners, shares, random) => {
    const { kind, amount } = ways[random.integer(ways.length)]!;
    for (let i = 0; i < partners.length; i++) partners[i] = i;
    random.shuffle(partners);
    kind.mix({ from, to, partners, shares, shape }, amount, random);
  };
}
