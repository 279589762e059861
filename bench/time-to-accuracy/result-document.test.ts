import { expect, test } from 'vitest';
import type { PresetName } from '../../src/training/preset-names.ts';
import { timeDefaults, timeQuestion } from './question.ts';
import { medianTime, timeDocument, type TimedRun } from './result-document.ts';
import { machine } from '../testing/machine.ts';
import type { TrainerName } from './trainers.ts';

test.each([
  [[3, 1, 2], 2],
  [[1, null, 2], 2],
  [[null, 5, null], null],
  [[1, null], null],
  [[1, 2, null, null], null],
  [[1, 2, 5, null], 3.5],
  [[null], null],
  [[4], 4],
])('the median of %j is %s, where null is never', (times, expected) => {
  expect(medianTime(times)).toBe(expected);
});

/** A training whose epochs take 10 s each. */
function run(
  name: TrainerName,
  preset: PresetName | null,
  seed: number,
  accuracies: number[],
  more: Partial<TimedRun> = {},
): TimedRun {
  const epochs = accuracies.map((accuracy, i) => ({ epoch: i + 1, seconds: 10 * seed * (i + 1), accuracy }));
  return {
    ...{ name, preset, seed, until: 1, epochs },
    ...{ startSeconds: seed, parameters: 9, pictures: 55, versions: {}, othersCores: 0 },
    ...more,
  };
}

const here = { machine, data: 'fashion-mnist' };

test('a row has the first epoch at its target for each seed, and the median over the seeds', () => {
  const question = timeQuestion({ ...timeDefaults, targets: '0.902,0.92,0.93', peers: 'atelier,pytorch' });
  const runs = [
    run('atelier', 'seconds', 1, [0.89, 0.902]),
    run('atelier', 'minute', 1, [0.91, 0.925, 0.931]),
    run('pytorch', null, 1, [0.9, 0.91, 0.905]),
    run('pytorch', null, 2, [0.93]),
    run('atelier', 'seconds', 2, [0.91]),
    run('atelier', 'minute', 2, [0.92, 0.92]),
    run('pytorch', null, 3, [0.9]),
    run('atelier', 'seconds', 3, [0.9]),
    run('atelier', 'minute', 3, [0.9, 0.91]),
  ];
  const document = timeDocument(question, here, runs, []);
  expect(document).toMatchObject({ command: 'time-to-accuracy', ...here, split: 'test', threads: 2 });
  expect(document.notQuotable).toEqual([]);
  const seconds = document.results.map((row) => [row.name, row.preset, row.accuracy, row.seconds]);
  expect(seconds).toEqual([
    ['atelier', 'seconds', '0.902', 20],
    ['pytorch', null, '0.902', 20],
    ['atelier', 'minute', '0.92', 20],
    ['pytorch', null, '0.92', null],
    ['atelier', 'minute', '0.93', null],
    ['pytorch', null, '0.93', null],
  ]);
  expect(document.results[2]).toEqual({
    ...{ name: 'atelier', preset: 'minute', accuracy: '0.92', seconds: 20, split: 'test' },
    ...{ startSeconds: 2, pictures: 55 },
    seeds: [
      { seed: 1, seconds: 20, epochs: 2, finalAccuracy: 0.931 },
      { seed: 2, seconds: 20, epochs: 1, finalAccuracy: 0.92 },
      { seed: 3, seconds: null, epochs: null, finalAccuracy: 0.91 },
    ],
  });
  expect(document.runs).toEqual(runs);
});

test('the longest target has one seed, for the peers too', () => {
  const question = timeQuestion({ ...timeDefaults, full: true, targets: '0.95', peers: 'atelier,keras' });
  const runs = [run('atelier', 'hour', 1, [0.94, 0.95]), run('keras', null, 1, [0.91])];
  const { results, notQuotable } = timeDocument(question, here, runs, []);
  expect(results.map(({ name, seconds, seeds }) => [name, seconds, seeds.length])).toEqual([
    ['atelier', 20, 1],
    ['keras', null, 1],
  ]);
  expect(notQuotable).toEqual([]);
});

test('a missing peer has no rows, even if it trained before', () => {
  const question = timeQuestion({
    ...timeDefaults,
    targets: '0.902',
    peers: 'atelier,keras',
    seeds: '1,2,3',
  });
  const runs = [
    ...[1, 2, 3].map((seed) => run('atelier', 'seconds', seed, [0.91])),
    run('keras', null, 1, [0.91]),
  ];
  const missing = [{ name: 'keras', reason: 'out of memory' }];
  const document = timeDocument(question, here, runs, missing);
  expect(document.results.map(({ name }) => name)).toEqual(['atelier']);
  expect(document.missing).toEqual(missing);
});

test('figures not to be quoted say why', () => {
  const question = timeQuestion({
    ...timeDefaults,
    targets: '0.902',
    peers: 'atelier',
    seeds: '1,2',
    split: 'validation',
  });
  const runs = [
    run('atelier', 'seconds', 1, [0.91], { othersCores: 0.5 }),
    run('atelier', 'seconds', 2, [0.91], { othersCores: null }),
  ];
  expect(timeDocument(question, { machine, data: 'mine' }, runs, []).notQuotable).toEqual([
    'expected at least 3 seeds, got 2',
    'the validation split is for tuning',
    'the data are mine, not fashion-mnist',
    'atelier, seconds, seed 1: other programs used 0.5 of 2 cores',
  ]);
});
