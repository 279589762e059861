import { expect, it } from 'vitest';
import type { FormField } from '../../../src/server/studio/contract/jobs.ts';
import { faultsOf, matchingFields, optionsOf, readDraft, withField } from './option-form.ts';

const field = (name: string, type: FormField['type'], part: Partial<FormField> = {}): FormField => ({
  ...{ name, flag: `--${name}`, type, help: `about ${name}`, group: 'main', conflicts: [] },
  ...part,
});

const fields = [
  field('epochs', 'integer', { minimum: 1, maximum: 100 }),
  field('rate', 'number'),
  field('data', 'text', { conflicts: ['from'] }),
  field('from', 'text'),
  field('teacher', 'list'),
  field('report', 'boolean'),
  field('time', 'duration'),
];

it('a draft becomes options of the right types; empty fields are left out', () => {
  const draft = {
    epochs: '3',
    rate: '1e-3',
    data: 'fashion-mnist',
    teacher: ' a.onnx  b.onnx',
    report: true,
    old: 'x',
  };
  expect(optionsOf(draft, fields)).toEqual({
    ...{ epochs: 3, rate: 0.001, data: 'fashion-mnist', teacher: ['a.onnx', 'b.onnx'], report: true },
  });
  expect(withField(withField(draft, 'epochs', ''), 'report', false)).not.toHaveProperty('epochs');
});

it.each([
  [{ epochs: '2.5' }, { epochs: { kind: 'not-whole' } }],
  [{ epochs: '0' }, { epochs: { kind: 'below', limit: 1 } }],
  [{ epochs: '101' }, { epochs: { kind: 'above', limit: 100 } }],
  [{ time: '10' }, { time: { kind: 'not-duration' } }],
  [{ time: '1.5h' }, {}],
  [{ rate: 'fast' }, { rate: { kind: 'not-number' } }],
  [{ data: 'a', from: 'b' }, { data: { kind: 'conflict', flags: ['--from'] } }],
  [{ epochs: '1', data: 'a' }, {}],
])('the faults of %j', (draft, faults) => expect(faultsOf(draft, fields)).toEqual(faults));

it('a search finds fields by flag and help', () => {
  expect(matchingFields(fields, 'ABOUT epoc').map(({ name }) => name)).toEqual(['epochs']);
});

it('a remembered draft is read, and anything else gives an empty one', () => {
  expect(readDraft('{"epochs":"3","report":true,"odd":[1]}')).toEqual({ epochs: '3', report: true });
  expect(readDraft('{')).toEqual({});
  expect(readDraft(undefined)).toEqual({});
});
