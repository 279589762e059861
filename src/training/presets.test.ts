// Presets: each is a whole configuration, and other options override it.
import { describe, expect, it } from 'vitest';
import { architectureNames } from '../architectures/names.ts';
import { InputError } from '../errors.ts';
import { parseTrainingConfig } from './config.ts';
import { presets, withPreset } from './presets.ts';
import { presetNames, type PresetName } from './preset-names.ts';

describe.each(presetNames)('the preset %s', (preset) => {
  it('is a valid configuration with a known architecture', () => {
    const config = parseTrainingConfig({ preset });
    expect(config).toMatchObject({ preset, epochs: presets[preset].epochs ?? config.epochs });
    expect(architectureNames).toContain(config.architecture);
  });

  it('is overridden by options next to it', () => {
    const said = { preset, epochs: 1234, optimizer: { type: 'lion' }, seed: 5 };
    const config = parseTrainingConfig(said);
    expect(config).toMatchObject({ epochs: 1234, seed: 5, optimizer: { type: 'lion' } });
    expect(config.architecture).toBe(parseTrainingConfig({ preset }).architecture);
  });

  it('can be applied twice: a saved run has the preset and its options', () => {
    const config = parseTrainingConfig({ preset, batchSize: 7 });
    expect(parseTrainingConfig(config)).toEqual(config);
  });
});

/** What each says: epochs, batch size, rate, changes to pictures, smoothing, average, teachers. */
const crop = { flip: 0.5, crop: 2 };
const rows: [
  name: PresetName,
  architecture: string,
  training: [epochs: number, batchSize: number, rate: number],
  augmentation: object | undefined,
  smoothing: number,
  decay: number | undefined,
  teacher: string | string[] | undefined,
][] = [
  ['seconds', 'atelier-swatch', [1, 64, 0.01], undefined, 0, undefined, undefined],
  ['minute', 'atelier-toile', [6, 128, 0.008], { flip: 0.5 }, 0.1, 0.99, undefined],
  ['ten', 'atelier-pocket', [52, 128, 0.006], { ...crop, erase: 0.25 }, 0.1, 0.998, undefined],
  ['hour', 'atelier-couture', [75, 128, 0.006], { ...crop, erase: 0.5 }, 0.1, 0.998, undefined],
  ['pocket', 'atelier-pocket', [45, 128, 0.006], { ...crop, erase: 0.25 }, 0, undefined, 'atelier'],
  ['atelier', 'atelier', [80, 128, 0.006], { ...crop, erase: 0.25 }, 0, undefined, ['atelier', 'couture']],
  [
    'couture',
    'atelier-couture',
    [60, 128, 0.006],
    { ...crop, erase: 0.5 },
    0,
    undefined,
    ['atelier', 'couture'],
  ],
];

describe('presets by their results', () => {
  it('are all covered', () => {
    expect([...rows.map(([name]) => name), 'photos']).toEqual(presetNames);
  });

  it('photos leaves the model open and adds its own options to those given', () => {
    const { from } = parseTrainingConfig({ preset: 'photos', from: { model: 'backbone.onnx', freeze: 3 } });
    expect(from).toMatchObject({ ...presets.photos.from, model: 'backbone.onnx', freeze: 3, head: 'fitted' });
  });

  it.each(rows)(
    '%s',
    (preset, architecture, [epochs, batchSize, learningRate], augmentation, smoothing, decay, teacher) => {
      const config = parseTrainingConfig({ preset });
      expect(config).toMatchObject({
        ...{ architecture, epochs, batchSize },
        optimizer: { type: 'adam', learningRate },
        loss: { labelSmoothing: smoothing },
      });
      expect(config.augmentation).toEqual(augmentation);
      expect(config.averaging).toEqual(decay && { type: 'ema', decay });
      expect(config.distillation).toEqual(teacher && { teacher, weight: 0.7, temperature: 1 });
    },
  );
});

it('a configuration without a preset stays unchanged', () => {
  const config = { epochs: 2 };
  expect(withPreset(config)).toBe(config);
});

it('an unknown preset is refused with the known ones', () => {
  const parse = () => parseTrainingConfig({ preset: 'minutes' });
  expect(parse).toThrow(InputError);
  expect(parse).toThrow(/preset: expected .*seconds.*hour.*minutes/);
});
