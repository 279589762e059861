// Saved models for the tests of exports: one around each layer of the layer contract, and small forms of all
// architectures. No weight is at a special value.
import { architectures } from '../../architectures/index.ts';
import { architectureNames } from '../../architectures/names.ts';
import { wideResnet } from '../../architectures/wide-resnet.ts';
import { openClassifier } from '../../nn/classifier.ts';
import { encodeClassifier } from '../../nn/classifier-file.ts';
import { foldTemperature } from '../../nn/fold-temperature.ts';
import { dense, flatten } from '../../nn/layers/index.ts';
import { initialWeights, sequential, type Model } from '../../nn/model.ts';
import { layerCases } from '../../nn/testing/layer-cases.ts';
import { Random } from '../../random.ts';
import type { CheckPictures } from '../check/pictures.ts';

/** A saved model, pictures, and the probabilities that the program itself computes for them. */
export interface ExportCase {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly pictures: CheckPictures;
  readonly expected: Float32Array;
}

type Shape = readonly [channels: number, height: number, width: number];

/** A model of three classes with each layer of the contract; matrices come from pictures of one pixel. */
export const layerModels: readonly (readonly [name: string, model: Model, input: Shape])[] = layerCases.map(
  ({ name, layer, input: [, ...input], output }) => {
    const isMatrix = input.length === 1;
    const before = isMatrix ? [flatten()] : [];
    const after = output.length === 4 ? [flatten()] : [];
    const model = sequential([...before, layer, ...after, dense({ units: 3 })], 'layer');
    return [name, model, isMatrix ? [input[0]!, 1, 1] : (input as unknown as Shape)];
  },
);

/** All architectures for pictures of 16×16; the largest one with a tenth of its filters. */
export const architectureModels: typeof layerModels = architectureNames.map((name) => [
  name,
  name === 'wrn-28-10' ? wideResnet(4, { depth: 28, width: 1 }) : architectures[name](4),
  [1, 16, 16],
]);

/** Saves a model with weights from a seed, and predicts two pictures with it. */
export async function exportCase([name, model, input]: (typeof layerModels)[number]): Promise<ExportCase> {
  const [channels, height, width] = input;
  const random = new Random(5, 'pictures', name);
  const images = Uint8Array.from({ length: 2 * channels * height * width }, () => random.integer(256));
  const perChannel = (from: number) => Array.from({ length: channels }, (_, i) => from + 0.03 * i);
  const preprocessing = { mean: perChannel(0.3), std: perChannel(0.25) };
  const pictures = { images, channels, height, width };
  const initial = initialWeights(model.weightSpecs(input), 5, { ...pictures, normalization: preprocessing });
  // Kernels are random already; biases, slopes and statistics begin as 0 or 1.
  const weights = Object.fromEntries(
    Object.entries(initial).map(([key, values]) => [
      key,
      key.endsWith('ernel') ? values : values.map((value) => value + random.between(-0.2, 0.2)),
    ]),
  );
  const bytes = encodeClassifier(model, weights, {
    classNames: Array.from({ length: classesOf(model) }, (_, i) => `class ${i}`),
    ...{ input: { channels, height, width }, preprocessing, data: 'nothing', seed: 5, epoch: 1 },
  });
  return { ...(await unsaturated(bytes, name, images)), name, pictures: { ...pictures, count: 2 } };
}

/** The model with logits divided until its probabilities are away from 0 and 1, so that differences show. */
async function unsaturated(
  bytes: Uint8Array,
  name: string,
  images: Uint8Array,
): Promise<Pick<ExportCase, 'bytes' | 'expected'>> {
  const classifier = await openClassifier(bytes, name, { threads: 1 });
  const expected = await classifier.predict(images);
  await classifier.dispose();
  return Math.max(...expected) < 0.95
    ? { bytes, expected }
    : unsaturated(foldTemperature(bytes, 4), name, images);
}

const classesOf = (model: Model): number =>
  (model.layers.at(-1)!.toJSON() as unknown as { units: number }).units;
