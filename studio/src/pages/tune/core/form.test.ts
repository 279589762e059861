import { expect, it } from 'vitest';
import type { FormField } from '../../../../../src/server/studio/contract/jobs.ts';
import { isStill, lineRange, refusalOf } from './refusal.ts';
import { planOf, studyCost } from './study-cost.ts';
import { readStudyDraft, type StudyDraft } from './study-draft.ts';

const field = (name: string, flag = `--${name}`): FormField => ({
  ...{ name, flag, type: 'text', help: '', group: 'main', conflicts: [] },
});
const fields = [field('time'), field('sampler'), field('keep')];

it('an end comes from the trials, the time and the target', () => {
  expect(planOf({ trials: 30, workers: 2 })).toEqual({ trials: 30, seconds: undefined, workers: 2 });
  expect(planOf({})).toEqual({ trials: 50, seconds: undefined, workers: 1 }); // as the command has it
  expect(planOf({ time: '10m' })).toEqual({ trials: undefined, seconds: 600, workers: 1 });
  expect(planOf({ target: 0.9 }).trials).toBeUndefined();
});

it('a study costs its trials, divided among its workers', () => {
  const measured = { seconds: 60, memory: { now: 1, peak: 500 } };
  const plan = { trials: 5, seconds: undefined, workers: 2 };
  // Two at once, in three rounds.
  expect(studyCost(measured, plan)).toEqual({ trial: 60, all: 180, fitting: undefined, memory: 1000 });
  // 150 seconds are two whole rounds and a part of the third.
  expect(studyCost(measured, { ...plan, seconds: 150 })).toMatchObject({ all: 150, fitting: 4 });
  expect(studyCost(measured, { ...plan, seconds: 200 })).toMatchObject({ all: 180, fitting: undefined });
  expect(studyCost(measured, { trials: undefined, seconds: 60, workers: 1 })).toMatchObject({ fitting: 1 });
  expect(studyCost(measured, { ...plan, trials: undefined }).all).toBeUndefined();
});

it.each([
  [
    'space:3:1: there is no option epocs',
    { place: 'space', words: 'there is no option epocs', line: 3, column: 1 },
  ],
  [
    'space:3:1: there is no option epocs: expected seed, epochs: did you mean epochs?',
    { place: 'space', words: 'there is no option epocs: did you mean epochs?', line: 3, column: 1 },
  ],
  ['space: expected a distribution', { place: 'space', words: 'expected a distribution' }],
  ['name: there is a folder', { place: 'name', words: 'there is a folder' }],
  ['--time: expected a duration', { place: 'time', words: 'expected a duration' }],
  ['sampler gp: expected one objective', { place: 'sampler', words: 'sampler gp: expected one objective' }],
  ['8 jobs run already', { place: 'form', words: '8 jobs run already' }],
])('%s belongs to a field', (message, refusal) => expect(refusalOf(message, fields)).toEqual(refusal));

it('a refusal is gone when its field changes, and only then', () => {
  const before = { name: 'a', space: 'x', options: { time: '1m' } };
  const still = (place: string, now: object) => isStill({ place, words: '' }, before, { ...before, ...now });
  expect(still('space', { name: 'b' })).toBe(true);
  expect(still('space', { space: 'y' })).toBe(false);
  expect(still('time', { options: { time: '1m', keep: 'best:1' } })).toBe(true);
  expect(still('time', { options: {} })).toBe(false);
  expect(still('form', {})).toBe(false); // another form
});

it('a line is found in its text', () => {
  const text = 'base: minute\nepocs: 3\nseed: 1';
  expect(text.slice(...lineRange(text, 2, 1))).toBe('epocs: 3');
  expect(text.slice(...lineRange(text, 3, 7))).toBe('1');
  expect(lineRange(text, 9, 1)).toEqual([text.length, text.length]); // a line that is not there
});

it('a remembered draft is read again, and unsound parts of it are as usual', () => {
  const usual: StudyDraft = {
    ...{ name: undefined, options: { trials: '30' }, text: undefined },
    choices: { base: 'minute', objective: 'validationAccuracy', parameters: ['learningRate'] },
  };
  const read = (kept: unknown) =>
    readStudyDraft(JSON.stringify(kept), usual, (base) => ['minute', 'runs/first'].includes(base));
  const draft: StudyDraft = {
    ...{ name: 'mine', options: { trials: '5', keep: true }, text: 'base: minute\n' },
    choices: { base: 'runs/first', objective: 'validationLoss', parameters: [] },
  };
  expect(read(draft)).toEqual(draft);
  const choices = { base: 'runs/deleted', objective: 'speed', parameters: ['batchSize', 'colour', 3] };
  expect(read({ name: 7, options: { trials: '5', workers: 2 }, choices })).toEqual({
    ...{ name: undefined, options: { trials: '5' }, text: undefined },
    choices: { ...usual.choices, parameters: ['batchSize'] },
  });
  for (const kept of [undefined, null, 3, [], 'x', { choices: null }]) expect(read(kept)).toEqual(usual);
  expect(readStudyDraft('{', usual, () => true)).toEqual(usual);
});
