// Loss of contrast: each channel's distance from its mean over the picture shrinks. The strength is the
// share that is lost. The steps start a little milder than those of ImageNet-C (Hendrycks & Dietterich,
// 2019), which keeps 40 to 5 %.
import { toByte } from '../data/augmentation/kinds.ts';
import type { Corruption } from './corruption.ts';

export const contrast: Corruption = {
  unit: 'share lost',
  strengths: [0.4, 0.6, 0.75, 0.85, 0.95],
  prepare({ channels, height, width }, lost) {
    const plane = height * width;
    return (from, fromOffset, to, toOffset) => {
      for (let start = 0; start < channels * plane; start += plane)
        flatten(from, fromOffset + start, to, toOffset + start, plane, 1 - lost);
    };
  },
};

function flatten(
  from: Uint8Array,
  fromOffset: number,
  to: Uint8Array,
  toOffset: number,
  length: number,
  kept: number,
): void {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += from[fromOffset + i]!;
  const mean = sum / length;
  for (let i = 0; i < length; i++) to[toOffset + i] = toByte(mean + kept * (from[fromOffset + i]! - mean));
}
