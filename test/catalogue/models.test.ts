// Models that a catalogue can only partly use, or not at all.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { activeModel } from '../../src/catalogue/store/models.ts';
import { encodeClassifier } from '../../src/nn/classifier-file.ts';
import type { Layer } from '../../src/nn/layer.ts';
import { dense, flatten } from '../../src/nn/layers/index.ts';
import { initialWeights, sequential, type Weights } from '../../src/nn/model.ts';
import { atelier } from '../testing/atelier.ts';
import { temporaryFolder } from '../testing/folders.ts';
import { openCatalogue, storeModel } from './library.ts';

const root = await temporaryFolder();

/** A model of grey squares, without standardisation. */
function modelOf(side: number, layers: Layer[], change: (weights: Weights) => void = () => undefined) {
  const model = sequential(layers);
  const weights = initialWeights(model.weightSpecs([1, side, side]), 1);
  change(weights);
  return encodeClassifier(model, weights, {
    ...{ classNames: ['hat', 'boot', 'bag'], data: 'none', seed: 1, epoch: 1 },
    ...{ input: { channels: 1, height: side, width: side }, preprocessing: { mean: [0], std: [1] } },
  });
}

describe('A model of many features', () => {
  it('is refused by name if no vector of the database has so many, and nothing is stored', async () => {
    const catalogue = await openCatalogue(join(root, 'long'), { creates: true });
    try {
      const file = { file: 'models/long.onnx', bytes: modelOf(127, [flatten(), dense({ units: 3 })]) };
      await expect(storeModel(catalogue.db, file)).rejects.toThrow(
        'models/long.onnx: expected a model of at most 16,000 features, got 16,129',
      );
      expect(await activeModel(catalogue.db)).toBeUndefined();
    } finally {
      await catalogue.close();
    }
  });
});

describe('A model whose features of some pictures are not finite', () => {
  const [shop, place, model] = ['shop', 'catalogue', 'overflows.onnx'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  const words = 'the features that the model computes of this picture are not finite numbers';
  const sync = async () => {
    const { code, stdout, stderr } = await atelier('catalogue', 'sync', shop, '--into', place, '--model', model, '--json'); // prettier-ignore
    return { code, stderr, ...(JSON.parse(stdout) as object) };
  };
  beforeAll(async () => {
    await mkdir(shop);
    // White pixels overflow; a black picture has the features of the biases.
    const layers = [flatten(), dense({ units: 4 }), dense({ units: 3 })];
    const overflowing = modelOf(4, layers, (weights) => {
      weights['dense/kernel']!.fill(3e38);
      weights['dense/bias']!.fill(1);
    });
    await writeFile(model, overflowing);
    for (const [name, grey] of Object.entries({ black: 0, white: 255, grey: 128 })) {
      const background = { r: grey, g: grey, b: grey };
      const picture = sharp({ create: { width: 4, height: 4, channels: 3, background } });
      await picture.png().toFile(join(shop, `${name}.png`));
    }
  });

  it('lists these as broken, and goes on with the others', async () => {
    expect(await sync()).toMatchObject({
      ...{ code: 1, added: 1 },
      broken: [
        { file: 'grey.png', error: `${join(shop, 'grey.png')}: ${words}` },
        { file: 'white.png', error: `${join(shop, 'white.png')}: ${words}` },
      ],
    });
    expect(await sync()).toMatchObject({ added: 0, unchanged: 1, broken: [{}, {}] });
  });

  it('searches for none of these', async () => {
    const search = (name: string) => atelier('catalogue', 'search', join(shop, name), '--in', place);
    const { code, stdout } = await search('black.png');
    expect([code, stdout]).toEqual([0, expect.stringContaining('black.png')]);
    const file = join(shop, 'white.png');
    expect(await search('white.png')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `atelier: ${file}: ${words}\n`,
    });
  });
});
