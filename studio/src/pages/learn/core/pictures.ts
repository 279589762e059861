// The pictures to walk through: a sketch of each class, which the program draws itself.
import { fashionClassNames } from '../../../../../src/data/dataset.ts';
import { sketches } from '../../../../../src/data/sketches.ts';
import type { PictureSize } from './brush.ts';

export interface Sample {
  readonly name: string;
  readonly label: number;
  /** uint8 `[1, 28, 28]` */
  readonly pixels: Uint8Array;
}

export const sampleSide = 28;
/** The one that the walk begins with: a sneaker, which the primer takes for a sandal until it learns. */
export const firstSample = 7;

let drawn: readonly Sample[] | undefined;

/** A sketch of each class, in the order of the classes. */
export function samples(): readonly Sample[] {
  const { images, labels } = sketches({ train: 10, test: 10 }).test;
  return (drawn ??= fashionClassNames.map((name, label) => {
    const at = labels.indexOf(label) * sampleSide * sampleSide;
    return { name, label, pixels: images.slice(at, at + sampleSide * sampleSide) };
  }));
}

/** A sketch in the size of a network's pictures; every pixel is that of the nearest in the sketch. */
export function sampleFor({ pixels }: Sample, { channels, height, width }: PictureSize): Uint8Array {
  const area = height * width;
  return Uint8Array.from({ length: channels * area }, (_, i) => {
    const [y, x] = [Math.floor((i % area) / width), i % width];
    return pixels[Math.floor((y * sampleSide) / height) * sampleSide + Math.floor((x * sampleSide) / width)]!;
  });
}

/** The class of the network that has a sample's name; nothing if it has none. */
export function labelFor({ name }: Sample, classNames: readonly string[]): number | undefined {
  const found = classNames.findIndex((known) => known.toLowerCase() === name.toLowerCase());
  return found < 0 ? undefined : found;
}
