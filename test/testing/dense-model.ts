// An untrained model of one dense layer, as a file: small, and other for each seed.
import { encodeClassifier, type ModelCard } from '../../src/nn/classifier-file.ts';
import { dense, flatten } from '../../src/nn/layers/index.ts';
import { initialWeights, sequential } from '../../src/nn/model.ts';

/** The bytes of the model's file. @param card its classes and what differs from 28 by 28 grey pixels */
export function denseModel(
  seed: number,
  card: Pick<ModelCard, 'classNames'> & Partial<ModelCard>,
): Uint8Array {
  const { input = { channels: 1, height: 28, width: 28 }, classNames } = card;
  const model = sequential([flatten(), dense({ units: classNames.length })]);
  const weights = initialWeights(model.weightSpecs([input.channels, input.height, input.width]), seed);
  const perChannel = (value: number) => new Array<number>(input.channels).fill(value);
  return encodeClassifier(model, weights, {
    preprocessing: { mean: perChannel(0.3), std: perChannel(0.35) },
    ...{ data: 'tiny', seed, epoch: 0, ...card, input },
  });
}
