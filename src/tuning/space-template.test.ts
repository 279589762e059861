// Configurations with distributions: what they mean, and the messages for mistakes.
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../node/files/yaml-document.ts';
import { readStudySpace } from './study-space.ts';
import { fillTemplate, readSpaceTemplate } from './space-template.ts';

type Mapping = Record<string, unknown>;

const read = (text: string) => {
  const { value, locate } = parseYaml(text, 'space.yaml');
  return readSpaceTemplate(value as Mapping, locate);
};
const study = (text: string) => {
  const { value, locate } = parseYaml(text, 'space.yaml');
  return readStudySpace(value as Mapping, {}, locate);
};

const nested = `
optimizer:
  learningRate: { float: [1e-4, 1e-1], log: true }
  choice:
    - { type: adam }
    - { type: sgd, momentum: { float: [0, 0.9] } }
architecture:
  layers:
    - choice: { without: null, with: [{ conv2d: { filters: { int: [4, 8] } } }, flatten] }
      name: stage
    - dense: { units: classes }
`;

describe('a template', () => {
  const template = read(nested);

  it('has a parameter for each distribution, under its choice', () => {
    expect(template.space.map(({ name, condition }) => [name, condition?.value])).toEqual([
      ['optimizer', undefined],
      ['optimizer.sgd.momentum', 'sgd'],
      ['optimizer.learningRate', undefined],
      ['stage', undefined],
      ['stage.with.0.conv2d.filters', 'with'],
    ]);
  });

  it('makes the configuration of a point: null leaves an element of a list out, a list adds its elements', () => {
    const adam = { optimizer: 'adam', 'optimizer.learningRate': 0.01, stage: 'without' };
    expect(fillTemplate(template, adam).value).toEqual({
      optimizer: { type: 'adam', learningRate: 0.01 },
      architecture: { layers: [{ dense: { units: 'classes' } }] },
    });
    const sgd = {
      ...{ optimizer: 'sgd', 'optimizer.sgd.momentum': 0.5, 'optimizer.learningRate': 0.1 },
      ...{ stage: 'with', 'stage.with.0.conv2d.filters': 6 },
    };
    expect(fillTemplate(template, sgd).value).toEqual({
      optimizer: { type: 'sgd', momentum: 0.5, learningRate: 0.1 },
      architecture: { layers: [{ conv2d: { filters: 6 } }, 'flatten', { dense: { units: 'classes' } }] },
    });
  });
});

describe('the base', () => {
  it('is a point: its values in the place of the distributions', () => {
    const { value, locate } = parseYaml(
      'batchSize: { choice: [32, 64] }\nseed: { int: [5, 9] }',
      'space.yaml',
    );
    // 64 pictures is the default of training; a seed of 1 is not in the space.
    expect(readStudySpace(value as Mapping, {}, locate).base).toEqual({ batchSize: 64 });
    expect(readStudySpace(value as Mapping, { seed: 7 }, locate).base).toEqual({ batchSize: 64, seed: 7 });
  });
});

describe('mistakes', () => {
  it.each([
    ['batchSize: 32', 'space.yaml:1:1: expected a distribution'],
    ['epochs: { int: [5, 5] }', 'space.yaml:1:16: int: expected a low end below the high end, got [5, 5]'],
    [
      'clipNorm: { float: [0, 1], log: true }',
      'space.yaml:1:20: float: expected a low end above 0 with log: true, because 0 has no logarithm',
    ],
    [
      'batchSize: { choice: [32] }',
      'space.yaml:1:22: choice: expected two or more different values, got [32]',
    ],
    [
      'batchSize: { int: [1, 9], setp: 2 }',
      'space.yaml:1:27: int: there is no option setp: expected log, step, default, name: did you mean step?',
    ],
    ['\nbatchSise: { choice: [32, 64] }', 'space.yaml:2:1: there is no option batchSise'],
    [
      'batchSize: { int: [0, 64] }',
      'space.yaml:1:12: batchSize: expected a whole number from 1 to 65536, got 0',
    ],
    [
      'batchSize: { choice: [32, 64], default: 48 }',
      'space.yaml:1:41: default: expected a value of the distribution, got 48',
    ],
    [
      'architecture: { layers: [flatten, { dense: { units: 10, activation: { choice: [relu, rellu] } } }] }',
      'space.yaml:1:86: dense: activation: expected',
    ],
    [
      'objectives: [parameters]\nepochs: { int: [1, 3] }',
      'space.yaml:1:14: objectives: expected validationAccuracy or validationLoss first, got parameters',
    ],
  ])('%s', (text, message) => {
    expect(() => study(text)).toThrow(message);
  });
});
