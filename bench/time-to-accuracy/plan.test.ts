import { expect, test } from 'vitest';
import { presets } from '../../src/training/presets.ts';
import { parseTrainingConfig } from '../../src/training/config.ts';
import { runsOf } from './plan.ts';
import { timeDefaults, timeQuestion } from './question.ts';
import { allTargets, targetPresets } from './targets.ts';

const planned = (options: object) =>
  runsOf(timeQuestion({ ...timeDefaults, ...options })).map(
    ({ name, preset, seed, until }) => `${name} ${preset} ${seed} ${until}`,
  );

test('one training serves all targets of its preset, and each seed rotates the order', () => {
  expect(planned({ targets: '0.902,0.92,0.93', seeds: '4,5' })).toEqual([
    'atelier seconds 4 0.902',
    'atelier minute 4 0.93',
    'keras null 4 0.93',
    'pytorch null 4 0.93',
    'keras null 5 0.93',
    'pytorch null 5 0.93',
    'atelier seconds 5 0.902',
    'atelier minute 5 0.93',
  ]);
});

test('every peer tries the longest target with the first seed only', () => {
  expect(planned({ full: true, targets: '0.94,0.95', seeds: '1,2', peers: 'atelier,pytorch' })).toEqual([
    'atelier ten 1 0.94',
    'atelier hour 1 0.95',
    'pytorch null 1 0.95',
    'pytorch null 2 0.94',
    'atelier ten 2 0.94',
  ]);
  expect(planned({ full: true, targets: '0.95', peers: 'atelier' })).toEqual(['atelier hour 1 0.95']);
});

test.each(allTargets)('the preset for %s is a configuration of training', (target) => {
  expect(() => parseTrainingConfig(presets[targetPresets[target]])).not.toThrow();
});
