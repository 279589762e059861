// All corruptions by name, in the order in which they are reported.
import { blur } from './blur.ts';
import { contrast } from './contrast.ts';
import type { Corruption } from './corruption.ts';
import { rotation, shift } from './geometric.ts';
import { noise } from './noise.ts';
import { occlusion } from './occlusion.ts';

/** The names of all corruptions. */
export const corruptionNames = ['rotation', 'shift', 'noise', 'blur', 'contrast', 'occlusion'] as const;
/**
 * The name of a corruption.
 *
 * @useDeclaredType
 */
export type CorruptionName = (typeof corruptionNames)[number];

export const corruptions: Readonly<Record<CorruptionName, Corruption>> = {
  rotation,
  shift,
  noise,
  blur,
  contrast,
  occlusion,
};
