// A training run small enough for tests that contains everything with a state: dropout, batch normalisation,
// an optimiser with slots, a schedule, an average and callbacks.
import type { Dataset } from '../../data/dataset.ts';
import { batchNormalization, conv2d, dense, dropout, flatten } from '../../nn/layers/index.ts';
import { sequential } from '../../nn/model.ts';
import { adam } from '../../optimizers/adam.ts';
import { Random } from '../../random.ts';
import { earlyStopping } from '../callbacks/early-stopping.ts';
import { reduceLROnPlateau } from '../callbacks/reduce-lr-on-plateau.ts';
import type { FitOptions } from '../fit.ts';

const size = 8;

/** Grey pictures in three classes of different brightness. Their noise makes some of them hard. */
export function noisyPictures(count: number, seed: number): Dataset {
  const random = new Random(seed, 'pictures');
  const labels = Int32Array.from({ length: count }, (_, i) => i % 3);
  const images = new Uint8Array(count * size * size).map((_, i) => {
    const brightness = 60 + 40 * labels[Math.floor(i / size ** 2)]!;
    return Math.min(255, Math.max(0, brightness + 120 * random.normal()));
  });
  const classNames = ['dark', 'grey', 'bright'];
  return { name: 'noise', classNames, count, channels: 1, height: size, width: size, images, labels };
}

export const smallModel = () =>
  sequential([
    conv2d({ filters: 4, kernelSize: 3, useBias: false }),
    batchNormalization(),
    flatten(),
    dropout(0.3),
    dense({ units: 3 }),
  ]);

export const smallRun = (): FitOptions => ({
  data: noisyPictures(100, 1),
  validation: noisyPictures(60, 2),
  epochs: 4,
  batchSize: 16,
  optimizer: adam({ learningRate: 0.01, weightDecay: 0.01 }),
  averaging: { type: 'ema', decay: 0.9 },
  callbacks: [earlyStopping({ patience: 50 }), reduceLROnPlateau({ patience: 1, factor: 0.5 })],
  threads: 1,
});
