// Optuna's journal: the rules of replay, and numbers that JSON does not have.
import { describe, expect, it } from 'vitest';
import type { Distribution } from '../distribution.ts';
import { decodeDistribution, encodeDistribution } from './distribution-json.ts';
import { formatOperation, opCodes, parseOperation, timestamp, type Operation } from './operations.ts';
import { Journal } from './replay.ts';
import { OperationWriter } from './write.ts';

const write = new OperationWriter('w');
const replay = (...operations: Operation[]) => {
  const journal = new Journal();
  for (const operation of operations) journal.apply(parseOperation(formatOperation(operation)));
  return journal;
};
const rate: Distribution = { kind: 'float', low: 0.001, high: 1, log: true };
const choice: Distribution = { kind: 'categorical', choices: ['sgd', null, true, 3] };

describe('replay', () => {
  it('gives a trial its parameters, values and attributes', () => {
    const { studies } = replay(
      write.createStudy('s', ['maximize']),
      write.createTrial(0),
      write.parameter(0, 'lr', rate, 0.5),
      write.parameter(0, 'opt', choice, null),
      write.intermediate(0, 2, 0.7),
      write.intermediate(0, 1, 0.5),
      write.intermediate(0, 2, 0.8),
      write.userAttribute(0, 'by', 'us'),
      write.state(0, 'complete', [0.8]),
    );
    expect(studies[0]!.directions).toEqual(['maximize']);
    expect(studies[0]!.trials[0]).toMatchObject({
      ...{ number: 0, state: 'complete', values: [0.8], params: { lr: 0.5, opt: null } },
      intermediate: [
        [1, 0.5],
        [2, 0.8],
      ],
      userAttributes: { by: 'us' },
    });
  });

  it('ignores what breaks a rule: a taken name, a finished trial, another kind of distribution', () => {
    const journal = replay(
      write.createStudy('s', ['minimize']),
      write.createStudy('s', ['maximize']),
      write.createTrial(7),
      write.createTrial(0),
      write.parameter(0, 'lr', rate, 0.5),
      write.state(0, 'complete', [1]),
      write.state(0, 'fail'),
      write.intermediate(0, 1, 5),
      write.createTrial(0),
      write.parameter(1, 'lr', { ...rate, log: false }, 0.25),
    );
    const [study] = journal.studies;
    expect(journal.studies).toHaveLength(1);
    expect(study!.trials.map(({ state, values }) => [state, values])).toEqual([
      ['complete', [1]],
      ['running', undefined],
    ]);
    expect(study!.trials[0]!.intermediate).toEqual([]);
    expect(study!.trials[1]!.params).toEqual({});
  });

  it('lets the first of two workers have a waiting trial', () => {
    const other = new OperationWriter('other');
    const { studies } = replay(
      write.createStudy('s', ['minimize']),
      write.enqueueTrial(0, { lr: 0.1 }, 'base'),
      other.state(0, 'running'),
      write.state(0, 'running'),
    );
    expect(studies[0]!.trials[0]).toMatchObject({
      ...{ state: 'running', worker: 'other', systemAttributes: { fixed_params: { lr: 0.1 } } },
    });
  });

  it('keeps the ids of a deleted study taken', () => {
    const journal = replay(
      write.createStudy('a', ['minimize']),
      write.createTrial(0),
      { op_code: opCodes.deleteStudy, worker_id: 'w', study_id: 0 },
      write.createStudy('b', ['minimize']),
      write.createTrial(1),
    );
    expect(journal.studies.map(({ name, trials }) => [name, trials.map(({ id }) => id)])).toEqual([
      ['b', [1]],
    ]);
  });
});

describe('operations', () => {
  it('are read with the bare words of Python, outside of strings', () => {
    const text = '{"op_code":7,"worker_id":"NaN, Infinity","a":NaN,"b":[Infinity,-Infinity]}';
    expect(parseOperation(text)).toEqual({
      ...{ op_code: 7, worker_id: 'NaN, Infinity', a: NaN, b: [Infinity, -Infinity] },
    });
  });

  it('are never written with numbers that JSON does not have', () => {
    expect(() => formatOperation(write.intermediate(0, 1, NaN))).toThrow(RangeError);
  });

  it('have times with six digits and an offset', () => {
    expect(timestamp(new Date(Date.UTC(2026, 10, 28, 23, 0, 5, 750)))).toBe(
      '2026-11-28T23:00:05.750000+00:00',
    );
  });
});

describe('distributions', () => {
  it('come back as written', () => {
    const all: Distribution[] = [
      rate,
      choice,
      { kind: 'int', low: 2, high: 8, log: false, step: 2 },
      { kind: 'float', low: 0, high: 1, log: false, step: 0.25 },
    ];
    expect(all.map((one) => decodeDistribution(encodeDistribution(one)))).toEqual(all);
  });

  it('are read by their older names', () => {
    const old = (name: string, attributes: object) =>
      decodeDistribution(JSON.stringify({ name, attributes }));
    expect(old('LogUniformDistribution', { low: 0.001, high: 1 })).toEqual(rate);
    expect(old('DiscreteUniformDistribution', { low: 0, high: 1, q: 0.25 })).toMatchObject({ step: 0.25 });
    expect(() => old('BetaDistribution', {})).toThrow(
      "expected a distribution of Optuna's, got 'BetaDistribution'",
    );
  });
});
