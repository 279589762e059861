// The content of a card: the measured figures, each in its place.
import { describe, expect, it } from 'vitest';
import { calibration } from '../../src/metrics/calibration.ts';
import { classificationReport } from '../../src/metrics/classification-report.ts';
import type { ModelCard } from '../../src/nn/classifier-file.ts';
import { parseTrainingConfig } from '../../src/training/config.ts';
import type { Candidate } from './choose-storage.ts';
import { modelCard, type CardContent } from './model-card.ts';

const classNames = ['cat', 'dog|wolf', 'cow'];
/** Labels and what they were taken for: 5 of 8 right, cats twice for cows. */
const pairs = [
  [0, 0],
  [0, 2],
  [0, 2],
  [1, 1],
  [1, 1],
  [1, 0],
  [2, 2],
  [2, 2],
] as const;
const predictions = {
  classNames,
  labels: pairs.map(([label]) => label),
  probabilities: pairs.flatMap(([, taken]) => classNames.map((_, i) => (i === taken ? 0.75 : 0.125))),
};
const report = classificationReport(predictions);

const card: ModelCard = {
  ...{ classNames, input: { channels: 1, height: 28, width: 28 }, seed: 4, epoch: 3, data: 'sketches' },
  ...{ preprocessing: { mean: [0.3], std: [0.35] }, architecture: { name: 'lenet5', layers: [] } },
};

function content(
  changes: { card?: Partial<ModelCard>; written?: object; hasTest?: boolean } = {},
): CardContent {
  const written = { data: 'sketches', epochs: 5, seed: 4, threads: 2 };
  const candidate = (storage: Candidate['storage'], size: number): Candidate => ({
    ...{ storage, bytes: new Uint8Array(size), validation: report },
  });
  const chosen = candidate('int8', 1_234);
  return {
    ...{ name: 'pocket', trained: 55_000, version: '9.8.7' },
    run: {
      ...{ path: 'runs/x', file: 'runs/x/best.onnx', bytes: new Uint8Array() },
      config: parseTrainingConfig(written),
      written: { ...written, ...changes.written },
      metrics: {
        epochs: 5,
        seconds: 61.4,
        stopped: false,
        validation: { accuracy: 0.625, count: 8, epoch: 3 },
      },
      card: { ...card, ...changes.card },
    },
    description: {
      model: 'lenet5',
      input: [1, 28, 28],
      parameters: 61_706,
      multiplyAdds: 416_520,
      layers: [],
    },
    temperature: 0.6789,
    choice: { chosen, measured: [candidate('float32', 4_000), chosen] },
    ...(changes.hasTest !== false && { test: { report, calibration: calibration(predictions) } }),
  };
}

describe('a card', () => {
  const text = modelCard(content());

  it.each([
    ['what it is', 'lenet5, 61,706 parameters, 416,520 multiply-adds'],
    ['its file', '`pocket.onnx`, 1,234 bytes, kernels as int8'],
    ['its classes', 'in 3 classes: cat, dog|wolf, cow.'],
    [
      'how it was trained',
      'Trained on 55,000 pictures of sketches with seed 4: 5 epochs in 61 s on 2 threads. A further 8 pictures were held out for validation (drawn with seed 4). ',
    ],
    ['which epoch it is of', 'The released model is that of epoch 3,'],
    ['the command', 'train --config pocket.json --data sketches --name pocket\n'],
    ['accuracy with its interval', '| test | 8 | 62.50 % | 30.57 % to 86.32 % |'],
    ['scores of a class', '| dog\\|wolf | 1.000 | 0.667 | 0.800 | 3 |'],
    ['what is confused most', '| cat | cow | 2 | 66.67 % |\n| dog\\|wolf | cat | 1 | 33.33 % |'],
    ['calibration', 'Expected calibration error 12.50 %'],
    ['its temperature', 'a temperature of 0.679, fitted on the validation split'],
    ['its bins', '| 0.733 to 0.800 | 8 | 0.750 | 0.625 |'],
    ['storages', '| float32 | 4,000 | 62.50 % |'],
    ['what predict does to photographs', 'trimmed to the garment'],
    ['the version', 'of version 9.8.7.'],
  ])('says %s', (_, words) => expect(text).toContain(words));

  it('has the configuration without the path of the data', () => {
    const json = /^```json\n([^]*?)^```$/m.exec(
      modelCard(content({ written: { data: '/home/me/data' } })),
    )![1]!;
    expect(JSON.parse(json)).toEqual({ epochs: 5, seed: 4, threads: 2 });
  });

  it('names the preset that was used', () => {
    const preset = modelCard(content({ written: { preset: 'minute' } }));
    expect(preset).toContain('train --preset minute --seed 4 --data sketches --name pocket\n');
  });

  it('asks for the folder of unnamed data, and says if nothing was tested', () => {
    const own = modelCard(content({ card: { data: 'my photos' }, hasTest: false }));
    expect(own).toContain('--data FOLDER_OF_MY_PHOTOS ');
    expect(own).toContain('my photos has no test split');
    expect(own).not.toMatch(/Per class|Calibration|\| test \|/);
  });

  it('does not mention garments if pictures are not cropped to them', () => {
    const colour = modelCard(content({ card: { input: { channels: 3, height: 64, width: 64 } } }));
    expect(colour).not.toContain('garment');
    expect(colour).toContain('A classifier of colour pictures of 64×64 pixels in 3 classes');
  });
});
