// Presets: each is a whole configuration, and gives way to what is said beside it.
import { describe, expect, it } from 'vitest';
import { architectureNames } from '../architectures/names.ts';
import { InputError } from '../errors.ts';
import { parseTrainingConfig } from './config.ts';
import { presets, withPreset } from './presets.ts';
import { presetNames } from './preset-names.ts';

describe.each(presetNames)('the preset %s', (preset) => {
  it('is a configuration, of an architecture that there is', () => {
    const config = parseTrainingConfig({ preset });
    expect(config).toMatchObject({ preset, epochs: presets[preset].epochs ?? config.epochs });
    expect(architectureNames).toContain(config.architecture);
  });

  it('gives way to what is said beside it', () => {
    const said = { preset, epochs: 1234, optimizer: { type: 'lion' }, seed: 5 };
    const config = parseTrainingConfig(said);
    expect(config).toMatchObject({ epochs: 1234, seed: 5, optimizer: { type: 'lion' } });
    expect(config.architecture).toBe(parseTrainingConfig({ preset }).architecture);
  });

  it('can be applied twice: what is saved with a run has it beside what came of it', () => {
    const config = parseTrainingConfig({ preset, batchSize: 7 });
    expect(parseTrainingConfig(config)).toEqual(config);
  });
});

it('a configuration that names no preset stays as it is', () => {
  const config = { epochs: 2 };
  expect(withPreset(config)).toBe(config);
});

it('an unknown preset is told, with those that there are', () => {
  const parse = () => parseTrainingConfig({ preset: 'minutes' });
  expect(parse).toThrow(InputError);
  expect(parse).toThrow(/preset: expected .*seconds.*hour.*minutes/);
});
