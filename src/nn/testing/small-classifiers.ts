// Small classifiers, each with its own weights, for tests of ensembles and views.
import { Random } from '../../random.ts';
import { encodeClassifier, type ModelCard } from '../classifier-file.ts';
import { openClassifier, type Classifier } from '../classifier.ts';
import { conv2d, dense, flatten } from '../layers/index.ts';
import { initialWeights, sequential } from '../model.ts';

/** The side of the pictures, which have one channel. */
export const side = 6;

/** Opens a classifier of four classes whose weights depend on the seed. Parts of its card can be replaced. */
export function smallClassifier(seed: number, card: Partial<ModelCard> = {}): Promise<Classifier> {
  const classNames = card.classNames ?? ['a', 'b', 'c', 'd'];
  const input = card.input ?? { channels: 1, height: side, width: side };
  const { channels, height, width } = input;
  const layers = [conv2d({ filters: 2, kernelSize: 3 }), flatten(), dense({ units: classNames.length })];
  const model = sequential(layers);
  const bytes = encodeClassifier(model, initialWeights(model.weightSpecs([channels, height, width]), seed), {
    ...{ classNames, input, data: 'nothing', seed, epoch: 1 },
    preprocessing: { mean: Array<number>(channels).fill(0.3), std: Array<number>(channels).fill(0.35) },
    ...card,
  });
  return openClassifier(bytes, `model ${seed}`, { threads: 1 });
}

/** Pictures of random pixels. */
export function randomPictures(count: number): Uint8Array {
  const random = new Random(7, 'pictures');
  return Uint8Array.from({ length: count * side * side }, () => random.integer(256));
}

/** The mean of several predictions, computed independently. */
export const meanOfRows = (predictions: readonly Float32Array[], place: number): number =>
  predictions.map((values) => values[place]!).reduce((a, b) => a + b) / predictions.length;
