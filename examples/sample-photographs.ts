// Not an example: creates the folder of pictures that photographs.ts uses if it gets none.
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random, sketches } from 'atelier';
import sharp from 'sharp';

/**
 * Creates a folder with a folder for each class (`dress`, `bag` and `sneaker`) and JPEGs of sketches on
 * coloured backgrounds.
 */
export async function samplePhotographs(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-photographs-'));
  const random = new Random(1, 'sample photographs');
  const { train } = sketches({ train: 400 });
  for (const name of ['Dress', 'Bag', 'Sneaker']) {
    const label = train.classNames.indexOf(name);
    const indices = [...train.labels.keys()].filter((index) => train.labels[index] === label);
    await mkdir(join(folder, name.toLowerCase()));
    for (const [number, index] of indices.entries()) {
      const ground = Array.from({ length: 3 }, () => random.between(40, 120));
      const cloth = Array.from({ length: 3 }, () => random.between(140, 250));
      const grey = train.images.subarray(784 * index, 784 * (index + 1));
      const colours = Uint8Array.from(Array.from(grey).flatMap((level) => mix(ground, cloth, level / 255)));
      await sharp(colours, { raw: { width: 28, height: 28, channels: 3 } })
        .resize(112)
        .jpeg()
        .toFile(join(folder, name.toLowerCase(), `${number}.jpg`));
    }
  }
  return folder;
}

const mix = (ground: readonly number[], cloth: readonly number[], share: number): number[] =>
  ground.map((level, channel) => level + share * (cloth[channel]! - level));
