// Pictures normalised by given values instead of measured ones: in training and in the saved model, and what
// is refused.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { decodeModelCard } from '../nn/classifier-file.ts';
import { openClassifier } from '../nn/classifier.ts';
import { measureNormalization } from '../nn/preprocessing.ts';
import { adam } from '../optimizers/adam.ts';
import { findLearningRate } from './find-learning-rate.ts';
import { fit } from './fit.ts';
import { givenNormalization } from './normalization.ts';
import { noisyPictures, smallModel, smallRun } from './testing/small-run.ts';

const darkened = (seed: number) => {
  const pictures = noisyPictures(90, seed);
  return { ...pictures, images: pictures.images.map((byte) => byte >> 1) };
};
const [train, validation] = [darkened(1), darkened(2)];
const doubled = <T extends { images: Uint8Array }>(pictures: T): T => ({
  ...pictures,
  images: pictures.images.map((byte) => 2 * byte),
});
const options = { ...smallRun(), data: train, validation, epochs: 2, callbacks: [] };

describe('training', () => {
  it('with pictures, mean and deviation doubled gives the same models', async () => {
    const once = await fit(smallModel(), { ...options, normalization: { mean: [0.125], std: [0.25] } });
    const twice = await fit(smallModel(), {
      ...{ ...options, data: doubled(train), validation: doubled(validation) },
      normalization: { mean: [0.25], std: [0.5] },
    });
    const lossesOf = ({ history }: typeof once) =>
      history.flatMap(({ loss, validationLoss }) => [loss, validationLoss]);
    expect(lossesOf(twice)).toEqual(lossesOf(once));
    const [one, other] = await Promise.all([openClassifier(once.last), openClassifier(twice.last)]);
    const probabilities = await one.predict(validation.images);
    expect(await other.predict(doubled(validation).images)).toEqual(probabilities);
    expect(await other.predict(validation.images)).not.toEqual(probabilities);
    await Promise.all([one.dispose(), other.dispose()]);
  });

  it('with the measured values is the same as without giving any', async () => {
    const measured = measureNormalization([train.images], 1, train.height * train.width);
    const given = await fit(smallModel(), { ...options, normalization: measured });
    expect(given.last).toEqual((await fit(smallModel(), options)).last);
    expect(decodeModelCard(given.last, 'last').preprocessing).toEqual(measured);
  });

  it('applies to the learning rate range test too', async () => {
    const common = { optimizer: adam(), steps: 10, batchSize: 30, threads: 1 };
    const losses = async (bright: boolean, std: number) =>
      (
        await findLearningRate(smallModel(), {
          ...{ ...common, data: bright ? doubled(train) : train },
          normalization: { mean: [0], std: [std] },
        })
      ).losses;
    expect(await losses(true, 0.5)).toEqual(await losses(false, 0.25));
    expect(await losses(true, 0.25)).not.toEqual(await losses(false, 0.25));
  });
});

describe('givenNormalization', () => {
  it('accepts one number for all channels, or one for each', () => {
    const std = [0.1, 0.2, 0.3];
    expect(givenNormalization({ mean: [0.5], std }, 3)).toEqual({ mean: [0.5, 0.5, 0.5], std });
  });

  it.each([
    [{ mean: [0, 0], std: [1] }, 3, 'mean: expected 3 numbers, or 1 for all channels of the pictures, got 2'],
    [{ mean: [0], std: [1, 1] }, 1, 'std: expected 1 number, for the one channel of the pictures, got 2'],
    [{ mean: [0], std: [-1] }, 1, 'std: 0: expected a number above 0, got -1'],
    [{ mean: [], std: [1] }, 1, 'mean: expected a number for each channel, got []'],
    [{ mean: [1.5], std: [1] }, 1, 'mean: 0: expected a number from 0 to 1, got 1.5'],
  ])('refuses %j for %d channels', (given, channels, message) => {
    const make = () => givenNormalization(given, channels);
    expect(make).toThrow(InputError);
    expect(make).toThrow(`normalization: ${message}`);
  });
});
