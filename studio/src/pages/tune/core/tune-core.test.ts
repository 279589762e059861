import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { axisBetween, logarithmicAxis } from '../../../../../src/figures/axis.ts';
import { readStudySpace } from '../../../../../src/tuning/study-space.ts';
import { parametersOf } from '../../../../../src/tuning/results.ts';
import type { StudyDetail } from '../../../../../src/server/studio/contract/studies.ts';
import { brushText, isWithin, movedRange, readBrush, withRange } from './brush.ts';
import { readStudySearch } from './search.ts';
import { freeName, isStudyName, spaceText, varied } from './space.ts';
import { bestShare, journalStudy, sampled, thinned } from './study.ts';
import { sortedTrials, trialColumns, trialsCsv } from './trials-table.ts';

const rate = { kind: 'float', low: 0.001, high: 0.1, log: true } as const;
const kind = { kind: 'categorical', choices: ['adam', 'sgd'] } as const;
const detail = {
  ...{ name: 'search', objectives: [{ name: 'validationAccuracy', direction: 'maximize' }] },
  parameters: [
    { name: 'rate', distribution: rate },
    { name: 'kind', distribution: kind },
  ],
  trials: [
    { number: 0, state: 'complete', params: [0.001, 'adam'], values: [0.5], last: [3, 0.5], why: 'base' },
    { number: 1, state: 'complete', params: [0.01, 'sgd'], values: [0.9], last: [3, 0.9] },
    { number: 2, state: 'pruned', params: [0.1, null], last: [1, 0.2] },
    { number: 3, state: 'complete', params: [0.02, 'adam'], values: [0.7], last: [3, 0.7] },
  ],
  curves: [
    {
      number: 1,
      points: [
        [1, 0.4],
        [3, 0.9],
      ],
    },
  ],
} as unknown as StudyDetail;
const study = journalStudy(detail);

it('a study is made again with what its figures ask for', () => {
  expect(study.trials[2]!.params).toEqual({ rate: 0.1 });
  expect(study.trials[1]!.intermediate).toEqual([
    [1, 0.4],
    [3, 0.9],
  ]);
  expect(study.trials[3]!.intermediate).toEqual([[3, 0.7]]);
  expect(parametersOf(study)).toEqual(detail.parameters);
});

it('the best share keeps the best complete trials, two at least', () => {
  expect(bestShare(study, 100)).toBe(study);
  expect(bestShare(study, 50).trials.map(({ number }) => number)).toEqual([1, 3]);
  expect(bestShare(study, 5).trials).toHaveLength(2);
  expect(sampled(study, 2).trials.map(({ number }) => number)).toEqual([0, 3]);
});

it('thinned studies keep the best trials and the base, in their order', () => {
  const trials = Array.from({ length: 1000 }, (_, number) => ({
    ...study.trials[number === 500 ? 0 : 1]!,
    number,
    values: [((number * 37) % 1000) / 1000],
    userAttributes: number === 501 ? { why: 'base' } : {},
  }));
  const few = thinned({ ...study, trials }, 100).trials;
  expect(few.length).toBeLessThanOrEqual(101);
  expect(few.filter(({ values }) => values![0]! >= 0.95)).toHaveLength(50);
  expect(few.some(({ number }) => number === 501)).toBe(true);
  expect(few.map(({ number }) => number)).toEqual(few.map(({ number }) => number).sort((a, b) => a - b));
  expect(thinned(study, 4)).toBe(study);
});

it('a brush survives its way through the address, and nonsense does not', () => {
  const brush = { 'optimizer.rate': [0.001, 0.05], kind: [-0.5, 0.5] } as const;
  expect(readBrush(brushText(brush))).toEqual(brush);
  expect(readBrush('a:2~1;b:x~1;c;d:1~2')).toEqual({ d: [1, 2] });
  expect(brushText(withRange({ a: [1, 2] }, 'a', undefined))).toBeUndefined();
});

it('a brush chooses exactly the trials within all of its ranges', () => {
  const columns = [
    {
      name: 'rate',
      label: '',
      x: 0,
      axis: logarithmicAxis(0.001, 0.1),
      valueOf: (trial: (typeof study.trials)[0]) => trial.params['rate'] as number,
    },
    {
      name: 'kind',
      label: '',
      x: 0,
      axis: axisBetween(-0.5, 1.5),
      valueOf: (trial: (typeof study.trials)[0]) =>
        trial.params['kind'] === undefined
          ? undefined
          : ['adam', 'sgd'].indexOf(String(trial.params['kind'])),
    },
  ];
  const within = (text: string) =>
    study.trials.filter((trial) => isWithin(readBrush(text), columns, trial)).map(({ number }) => number);
  expect(within('')).toEqual([0, 1, 2, 3]);
  expect(within('rate:0.005~0.5')).toEqual([1, 2, 3]);
  expect(within('rate:0.005~0.5;kind:-0.5~0.5')).toEqual([3]);
  expect(within('kind:-0.5~1.5')).toEqual([0, 1, 3]);
});

it('keys begin, move, size and remove a range, within the axis', () => {
  const axis = axisBetween(0, 100);
  expect(movedRange({ axis }, undefined, 'ArrowUp', false)).toEqual([75, 100]);
  expect(movedRange({ axis }, [75, 100], 'ArrowUp', false)).toEqual([75, 100]);
  expect(movedRange({ axis }, [70, 90], 'ArrowDown', false)).toEqual([
    expect.closeTo(65),
    expect.closeTo(85),
  ]);
  expect(movedRange({ axis }, [70, 90], 'ArrowUp', true)).toEqual([expect.closeTo(70), expect.closeTo(95)]);
  expect(movedRange({ axis }, [70, 90], 'Escape', false)).toBeUndefined();
  expect(movedRange({ axis }, [70, 90], 'x', false)).toBeNull();
});

it('trials are sorted by any column, those without a value last', () => {
  const columns = trialColumns(detail);
  const numbers = (sort: string) => sortedTrials(detail.trials, columns, sort).map(({ number }) => number);
  expect(numbers('-validationAccuracy')).toEqual([1, 3, 0, 2]);
  expect(numbers('kind')).toEqual([0, 3, 1, 2]);
  expect(numbers('-kind')).toEqual([1, 0, 3, 2]);
  expect(trialsCsv(detail.trials.slice(1, 2), columns)).toBe(
    'number,state,validationAccuracy,epochs,rate,kind\n1,complete,0.9,3,0.01,sgd\n',
  );
});

it('every choice of the form gives a space that atelier tune takes', () => {
  for (const parameters of [...varied.map((name) => [name]), varied]) {
    const text = spaceText({ base: 'minute', objective: 'validationLoss', parameters, optimizer: 'adam' });
    const document = parse(text) as Record<string, unknown>;
    const { space, objectives } = readStudySpace(document, { preset: 'minute' }, () => 'space');
    expect(space.length).toBeGreaterThanOrEqual(parameters.length);
    expect(objectives).toEqual(['validationLoss']);
  }
});

it('names are free, and such as the server takes', () => {
  expect(freeName('first-search', ['first-search', 'first-search2'])).toBe('first-search3');
  expect(['a', 'a.b-c_9', '', '-a', '../a', 'a b'].map(isStudyName)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

it('the address keeps what is valid', () => {
  expect(readStudySearch({ tab: 'parallel', best: 10, trial: 3, log: true, brush: 'a:1~2' })).toEqual({
    ...{ tab: 'parallel', best: 10, trial: 3, log: true, brush: 'a:1~2' },
  });
  expect(readStudySearch({ tab: 'x', best: 7, trial: -1, log: 'yes', sort: 4 })).toEqual({});
});
