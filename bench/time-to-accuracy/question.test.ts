import { expect, test } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { timeDefaults, timeQuestion } from './question.ts';

test('asks every peer for all but the longest target on the test split by default', () => {
  expect(timeQuestion(timeDefaults)).toEqual({
    targets: ['0.902', '0.92', '0.93', '0.94'],
    seeds: [1, 2, 3],
    split: 'test',
    names: ['atelier', 'keras', 'pytorch'],
    threads: 2,
  });
});

test('’all’ includes the longest target', () => {
  expect(timeQuestion({ ...timeDefaults, full: true }).targets.at(-1)).toBe('0.95');
  expect(timeQuestion({ ...timeDefaults, full: true, targets: '0.95' }).targets).toEqual(['0.95']);
});

test('targets and peers are sorted, and measured once if named twice', () => {
  const options = { targets: '0.93, 0.902,0.93', peers: 'pytorch,tensorflow,keras', seeds: '7,7,0' };
  expect(timeQuestion({ ...timeDefaults, ...options, split: 'validation', data: 'mine' })).toEqual({
    targets: ['0.902', '0.93'],
    seeds: [7, 0],
    split: 'validation',
    names: ['keras', 'pytorch'],
    threads: 2,
    data: 'mine',
  });
});

test.each([
  [{ targets: '0.91' }, "--targets: expected accuracies from 0.902, 0.92, 0.93, 0.94, 0.95; got '0.91'"],
  [{ targets: '0.95' }, '--targets: 0.95 takes an hour or more; add --full to measure it'],
  [{ seeds: '1,x' }, "--seeds: expected a whole number from 0 to 4294967295; got 'x'"],
  [{ split: 'train' }, "--split: expected test or validation; got 'train'"],
  [{ peers: 'jax' }, "--peers: expected names from atelier, tensorflow, pytorch; got 'jax'"],
  [{ peers: 'toString' }, "--peers: expected names from atelier, tensorflow, pytorch; got 'toString'"],
  [{ threads: '0' }, "--threads: expected a whole number from 1 to 256; got '0'"],
])('bad input is named: %j', (options, message) => {
  expect(() => timeQuestion({ ...timeDefaults, ...options })).toThrow(new InputError(message));
});
