// One sketch of each class, to begin with: drawn by the program, in the page.
import type { Raster } from '../../../../../src/data/fitting/raster.ts';
import { sketches } from '../../../../../src/data/sketches.ts';

export interface Sketch {
  readonly name: string;
  readonly raster: Raster;
}

/** Enough for one of each class. */
const drawn = 10;

/** A sketch of each garment. */
export function oneOfEach(): Sketch[] {
  const { images, labels, classNames, width, height } = sketches({ train: drawn, test: drawn }).test;
  return classNames.map((name, label) => {
    const at = labels.indexOf(label) * width * height;
    const data = new Uint8Array(width * height * 4).fill(255);
    for (let i = 0; i < width * height; i++) data.fill(images[at + i]!, 4 * i, 4 * i + 3);
    return { name, raster: { width, height, channels: 4, data } };
  });
}
