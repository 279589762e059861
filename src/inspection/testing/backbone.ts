// A small network of ours with random weights, to inspect pieces with.
import { conv2d, dense, flatten, maxPooling2d } from '../../nn/layers/index.ts';
import { encodeClassifier } from '../../nn/classifier-file.ts';
import type { Backbone } from '../../nn/foreign/pretrained.ts';
import { readForeign } from '../../nn/foreign/read-foreign.ts';
import { initialWeights, sequential } from '../../nn/model.ts';
import type { Normalization } from '../../nn/preprocessing.ts';

const relu = { activation: 'relu' } as const;

/** The side of its pictures, and the bytes of a picture. */
export const [side, imageSize] = [28, 784];

/** Three convolutions with maps of 28, 14 and 7 places along a side, and a dense layer. */
export function smallBackbone(): { backbone: Backbone; normalization: Normalization } {
  const model = sequential([
    conv2d({ filters: 6, kernelSize: 3, padding: 'same', ...relu }),
    maxPooling2d(2),
    conv2d({ filters: 8, kernelSize: 3, padding: 'same', ...relu }),
    maxPooling2d(2),
    conv2d({ filters: 10, kernelSize: 3, padding: 'same', ...relu }),
    flatten(),
    dense({ units: 3 }),
  ]);
  const bytes = encodeClassifier(model, initialWeights(model.weightSpecs([1, side, side]), 1), {
    ...{ classNames: ['a', 'b', 'c'], input: { channels: 1, height: side, width: side } },
    ...{ preprocessing: { mean: [0.5], std: [0.3] }, data: 'none', seed: 1, epoch: 1 },
  });
  return {
    backbone: { name: 'small', sha256: '0'.repeat(64), read: (batch) => readForeign(bytes, { batch }) },
    normalization: { mean: [0], std: [1 / 255] }, // the model prepares its pixels itself
  };
}
