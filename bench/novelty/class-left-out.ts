// How novel a class is that a fine-tuned network has never seen. For each class of a folder of photographs,
// the head of a pretrained network is fitted on the other classes. The AUROC compares the validation pictures
// of those with the pictures of the class that was left out.
import { createHash } from 'node:crypto';
import { pictureSizeOf, type Dataset } from '../../src/data/dataset.ts';
import { noveltyDetection, type NoveltyDetection } from '../../src/metrics/novelty-detection.ts';
import type { CachedVectors } from '../../src/neighbours/cached-vectors.ts';
import type { Vectors } from '../../src/neighbours/vectors.ts';
import { openClassifier } from '../../src/nn/classifier.ts';
import { fineTune } from '../../src/nn/foreign/fine-tune.ts';
import { loadData } from '../../src/node/data/load.ts';
import { readBackbone } from '../../src/node/foreign/backbone-file.ts';
import { fitFrozen } from '../../src/training/fit-frozen.ts';
import { withValidation } from '../../src/training/validation-split.ts';
import { only, without } from './by-label.ts';

export interface ClassLeftOutOptions {
  /** The .onnx file of a pretrained network. */
  readonly backbone: string;
  /** The folder of photographs. */
  readonly data: string;
  /** The width and height of the pictures. */
  readonly size: number;
  readonly threads: number;
}

/** How well a class that was left out is told from the others, by its name. */
export type ClassesLeftOut = Record<string, NoveltyDetection & { readonly accuracy: number }>;

/**
 * Leaves out each class in turn.
 *
 * @param progress called with a line for each class
 */
export async function measureClassesLeftOut(
  { backbone: file, data, size, threads }: ClassLeftOutOptions,
  progress: (line: string) => void,
): Promise<ClassesLeftOut> {
  const { backbone, channels, normalization } = await readBackbone(file, { size });
  const splits = await loadData(data, { pictures: { size, channels } });
  const { train, validation } = withValidation(splits, 1);
  const cachedVectors = cacheByPicture();
  const found: ClassesLeftOut = {};
  for (const [label, name] of train.classNames.entries()) {
    const [known, held] = [withoutClass(train, label), withoutClass(validation, label)];
    const model = fineTune(backbone, { classes: known.classNames.length, freeze: 'all' });
    const options = { normalization, seed: 1, threads, cachedVectors };
    const { best, bestEpoch } = await fitFrozen(model, { ...options, data: known, validation: held });
    const classifier = await openClassifier(best, name, { threads });
    const noveltyOf = async ({ images }: Dataset) => (await classifier.classify(images)).novelty!;
    const detection = noveltyDetection(await noveltyOf(held), await noveltyOf(only(validation, label)));
    await classifier.dispose();
    found[name] = { ...detection, accuracy: bestEpoch.validationAccuracy };
    progress(`${name}: AUROC ${detection.auroc.toFixed(3)}`);
  }
  return found;
}

/** The pictures of all classes but one, whose labels close the gap. */
function withoutClass(dataset: Dataset, label: number): Dataset {
  const rest = without(dataset, label);
  return {
    ...rest,
    classNames: dataset.classNames.toSpliced(label, 1),
    labels: rest.labels.map((other) => (other > label ? other - 1 : other)),
  };
}

/** Keeps the vector of each picture, so that another choice of the same pictures needs no computation. */
function cacheByPicture(): CachedVectors {
  const known = new Map<string, Float32Array>();
  return async ({ data, settings }, compute) => {
    const size = pictureSizeOf(data);
    const images = data.images as Uint8Array;
    const keys = Array.from({ length: data.count }, (_, i) =>
      createHash('sha1')
        .update(JSON.stringify(settings))
        .update(images.subarray(i * size, (i + 1) * size))
        .digest('hex'),
    );
    const rows = keys.map((key) => known.get(key));
    if (rows.every((row) => row !== undefined)) return vectorsOf(rows);
    const computed = await compute();
    const { dimensions, values } = computed;
    keys.forEach((key, i) => known.set(key, values.subarray(i * dimensions, (i + 1) * dimensions)));
    return computed;
  };
}

function vectorsOf(rows: readonly Float32Array[]): Vectors {
  const dimensions = rows[0]!.length;
  const values = new Float32Array(rows.length * dimensions);
  rows.forEach((row, i) => values.set(row, i * dimensions));
  return { count: rows.length, dimensions, values };
}

/** The result as text: a class a line, the mean in the last. */
export function classesLeftOutTable(found: ClassesLeftOut): string {
  const rows = Object.entries(found).map(([name, { auroc, aurocInterval, fpr95, accuracy }]) => [
    ...[name, auroc.toFixed(3), aurocInterval.map((bound) => bound.toFixed(3)).join(' to ')],
    ...[fpr95.toFixed(3), `${(100 * accuracy).toFixed(1)} %`],
  ]);
  const mean = Object.values(found).reduce((sum, { auroc }) => sum + auroc, 0) / rows.length;
  const head = ['left out', 'AUROC', '95 % interval', 'FPR at TPR 95 %', 'accuracy on the others'];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [head, ['---', '---:', '---:', '---:', '---:'], ...rows, ['mean', mean.toFixed(3), '', '', '']]
    .map(line)
    .join('\n');
}
