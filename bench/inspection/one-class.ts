// One class of Fashion-MNIST as good pieces, the others as defective ones: the image AUROC of each class,
// as in the literature (Bergman, Cohen & Hoshen, 2020, table 2). The figure is reported on the test split,
// which chooses nothing: methods and their settings were fixed before.
import type { Dataset } from '../../src/data/dataset.ts';
import { stratifiedSample } from '../../src/data/split.ts';
import { resizeMaps } from '../../src/explain/resize-map.ts';
import { variantOf } from '../../src/inspection/good-pieces.ts';
import { openInspector } from '../../src/inspection/inspector.ts';
import { learnInspector } from '../../src/inspection/learn.ts';
import type { MethodName } from '../../src/inspection/methods/names.ts';
import { auroc } from '../../src/metrics/novelty-detection.ts';
import { loadData } from '../../src/node/data/load.ts';
import { readBackbone } from '../../src/node/foreign/backbone-file.ts';
import { only } from '../novelty/by-label.ts';

export interface OneClassOptions {
  readonly backbone: string;
  readonly method: MethodName;
  /** The width and height of the pictures in the network. */
  readonly size: number;
  /** Good pieces to learn from, of each class. */
  readonly count: number;
  /** Pictures of the test split, an equal share of each class. */
  readonly tested: number;
  readonly threads: number;
}

/** Measures each class in turn. @param progress called with a line for each class */
export async function measureOneClass(
  { backbone: file, method, size, count, tested, threads }: OneClassOptions,
  progress: (line: string) => void,
): Promise<Record<string, number>> {
  const { backbone, normalization, channels } = await readBackbone(file, { size });
  const { train, test } = await loadData('fashion-mnist');
  const drawn = tested < test.count ? stratifiedSample(test, tested, 1) : test;
  const images = enlarged(drawn, size, channels);
  const found: Record<string, number> = {};
  for (const [label, name] of train.classNames.entries()) {
    const own = only(train, label);
    const good = { ...own, images: own.images.subarray(0, count * 784) };
    const variants = [variantOf(enlarged(good, size, channels), channels * size * size)];
    const bytes = await learnInspector({ backbone, normalization, variants, method, threads });
    const inspector = await openInspector(bytes, name, { threads });
    const { scores } = await inspector.inspect(images);
    await inspector.dispose();
    const of = (isOwn: boolean) => scores.filter((_, i) => (drawn.labels[i] === label) === isOwn);
    found[name] = auroc(of(true), of(false));
    progress(`${name}: ${found[name].toFixed(4)}`);
  }
  return found;
}

/** Grey pictures of 28 × 28 at another size, in as many channels, by bilinear interpolation. */
function enlarged({ images }: Pick<Dataset, 'images'>, size: number, channels: number): Uint8Array {
  const area = size * size;
  const result = new Uint8Array((images.length / 784) * channels * area);
  for (let i = 0; i < images.length / 784; i++) {
    const picture = Float32Array.from(images.subarray(i * 784, (i + 1) * 784));
    const plane = resizeMaps(picture, [28, 28], [size, size]).map(Math.round);
    for (let channel = 0; channel < channels; channel++) result.set(plane, (i * channels + channel) * area);
  }
  return result;
}

/** The classes and their mean as a table. */
export const oneClassTable = (found: Record<string, number>): string => {
  const values = Object.values(found);
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return [...Object.entries(found), ['mean', mean] as const]
    .map(([name, value]) => `${name.padEnd(14)}${value.toFixed(4)}`)
    .join('\n');
};
