// Models that a catalogue can only partly use, or not at all.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { activeModel } from '../../src/catalogue/store/models.ts';
import { encodeClassifier } from '../../src/nn/classifier-file.ts';
import { dense, flatten } from '../../src/nn/layers/index.ts';
import { initialWeights, sequential } from '../../src/nn/model.ts';
import { temporaryFolder } from '../testing/folders.ts';
import { openCatalogue, storeModel } from './library.ts';

const root = await temporaryFolder();
const classNames = ['hat', 'boot', 'bag'];

/** A model whose features are the pixels of its pictures. */
function pixelModel(side: number): Uint8Array {
  const model = sequential([flatten(), dense({ units: 3 })]);
  return encodeClassifier(model, initialWeights(model.weightSpecs([1, side, side]), 1), {
    ...{ classNames, input: { channels: 1, height: side, width: side }, data: 'none', seed: 1, epoch: 1 },
    preprocessing: { mean: [0], std: [1] },
  });
}

describe('A model of many features', () => {
  it('is refused by name if no vector of the database has so many, and nothing is stored', async () => {
    const catalogue = await openCatalogue(join(root, 'long'), { creates: true });
    try {
      const file = { file: 'models/long.onnx', bytes: pixelModel(127) };
      await expect(storeModel(catalogue.db, file)).rejects.toThrow(
        'models/long.onnx: expected a model of at most 16,000 features, got 16,129',
      );
      expect(await activeModel(catalogue.db)).toBeUndefined();
    } finally {
      await catalogue.close();
    }
  });
});
