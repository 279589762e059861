// Mixes the pictures of a batch: each with a partner, drawn as a permutation of the batch, like the authors
// of mixup do.
import type { Random } from '../../random.ts';
import { chosen } from './augment-picture.ts';
import { mixing, type Augmentation } from './augmentation.ts';
import type { PictureShape } from './kinds.ts';

/**
 * Reads a batch from one array and writes it, mixed, to another one of the same length. Also writes each
 * picture's partner and the partner's share.
 */
export type MixBatch = (
  from: Uint8Array,
  to: Uint8Array,
  partners: Int32Array,
  shares: Float32Array,
  random: Random,
) => void;

/** Prepares the mixing of batches; returns undefined if the augmentation has none. */
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
