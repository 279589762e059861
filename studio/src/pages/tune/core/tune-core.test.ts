import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { axisBetween, logarithmicAxis } from '../../../../../src/figures/axis.ts';
import { readStudySpace } from '../../../../../src/tuning/study-space.ts';
import { parametersOf } from '../../../../../src/tuning/results.ts';
import type {
  StudySummary,
  StudyTrials,
  TrialColumns,
} from '../../../../../src/server/studio/contract/studies.ts';
import { brushText, isWithin, movedRange, readBrush, withRange } from './brush.ts';
import { canConfirm, confirmationCsv, confirmedRows, wholeIn } from './confirmation.ts';
import { readStudySearch } from './search.ts';
import { freeName, isStudyName, spaceText, varied } from './space.ts';
import { bestShare, journalStudy, sampled, thinned, withCurves } from './study.ts';
import { studiesCsv } from './studies-csv.ts';
import { stateCounts } from './trial-states.ts';
import { withTrials, type OpenStudy } from './trial-rows.ts';
import { secondsOf } from './trial-time.ts';
import { contourCsv, sortedTrials, trialColumns, trialsCsv } from './trials-table.ts';

const rate = { kind: 'float', low: 0.001, high: 0.1, log: true } as const;
const kind = { kind: 'categorical', choices: ['adam', 'sgd'] } as const;
const parameters = [
  { name: 'rate', distribution: rate },
  { name: 'kind', distribution: kind },
];
const columns: TrialColumns = {
  number: [0, 1, 2, 3],
  state: ['complete', 'complete', 'pruned', 'complete'],
  params: [
    [0.001, 0.01, 0.1, 0.02],
    [0, 1, null, 0],
  ],
  values: [[0.5, 0.9, null, 0.7]],
  epoch: [3, 3, 1, 3],
  last: [0.5, 0.9, 0.2, 0.7],
  notes: [{ at: 0, why: 'base' }],
};
const answer: StudyTrials = {
  ...{ version: 'a-4', isPart: false, parameters, trials: columns },
  curves: [
    {
      number: 1,
      points: [
        [1, 0.4],
        [3, 0.9],
      ],
    },
  ],
};
const rows = withTrials(undefined, answer);
const detail = {
  ...rows,
  ...{ name: 'search', objectives: [{ name: 'validationAccuracy', direction: 'maximize' }] },
} as unknown as OpenStudy;
const study = journalStudy(detail);

it('trials are made from columns, and only those that have changed are made anew', () => {
  expect(rows.trials[0]).toEqual({
    ...{ number: 0, state: 'complete', params: [0.001, 'adam'], values: [0.5], last: [3, 0.5], why: 'base' },
  });
  expect(rows.trials[2]).toEqual({ number: 2, state: 'pruned', params: [0.1, undefined], last: [1, 0.2] });
  const part: TrialColumns = {
    ...{
      number: [2, 4],
      state: ['fail', 'running'],
      params: [
        [0.1, 0.3],
        [1, 1],
      ],
      values: [[null, null]],
    },
    ...{ epoch: [1, null], last: [0.2, null], notes: [{ at: 0, reason: 'the loss is NaN' }] },
  };
  const next = withTrials(rows, { ...answer, version: 'a-9', isPart: true, trials: part });
  expect(next.trials.map(({ state }) => state)).toEqual([
    'complete',
    'complete',
    'fail',
    'complete',
    'running',
  ]);
  expect(next.trials[2]).toMatchObject({ params: [0.1, 'sgd'], reason: 'the loss is NaN' });
  expect(next.trials[1]).toBe(rows.trials[1]);
  expect(withTrials(next, answer).trials).toHaveLength(4);
});

it('a study does not change its trials if nothing has changed', () => {
  const nothing = { number: [], state: [], params: [[], []], values: [[]], epoch: [], last: [], notes: [] };
  const next = withTrials(rows, { ...answer, version: 'a-9', isPart: true, trials: nothing });
  expect(next.trials).toBe(rows.trials);
  expect(next.version).toBe('a-9');
});

it('null is a choice like others', () => {
  const choices = { kind: 'categorical', choices: [null, 'adam'] } as const;
  const { trials } = withTrials(undefined, {
    ...answer,
    parameters: [{ name: 'kind', distribution: choices }],
    trials: { ...columns, params: [[0, 1, null, 0]] },
  });
  expect(trials.map(({ params }) => params[0])).toEqual([null, 'adam', undefined, null]);
});

it('the time of a trial is known once it has ended', () => {
  expect(secondsOf({ start: '2026-01-01T00:00:00', complete: '2026-01-01T00:01:00' })).toBe(60);
  expect(secondsOf({ start: '2026-01-01T00:00:00' })).toBeUndefined();
  expect(secondsOf({ start: 'x', complete: '2026-01-01T00:01:00' })).toBeUndefined();
});

it('a study is made again with what its figures ask for', () => {
  expect(study.trials[2]!.params).toEqual({ rate: 0.1 });
  const curves = withCurves(study, detail.curves);
  expect(curves.trials.map(({ number, intermediate }) => [number, intermediate])).toEqual([
    [1, answer.curves[0]!.points],
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
  expect(readStudySearch({ tab: 'x', best: 7, trial: -1, log: 'yes', sort: [4] })).toEqual({});
});

it('a confirmation stands beside what the search saw, and tells what can be told', () => {
  const variant = (name: string, accuracy: number, difference?: number, p?: number) => ({
    ...{ variant: name, parameters: 1, seconds: 1, trainingAccuracy: 1, accuracies: [accuracy], accuracy },
    ...{ standardDeviation: 0, interval: [accuracy - 0.01, accuracy + 0.01] as [number, number] },
    ...(difference !== undefined && { comparison: { difference, low: -1, high: 1, p: p! } }),
  });
  const result = {
    ...{ question: 'Better?', data: 'x', split: 'validation' as const, seeds: [1001, 1002], count: 100 },
    variants: [variant('base', 0.5), variant('trial 1', 0.6, 0.1, 0.01), variant('trial 3', 0.51, 0.01, 0.6)],
  };
  const found = confirmedRows(result, detail);
  expect(found.map(({ trial, searched, verdict }) => [trial, searched, verdict])).toEqual([
    [undefined, 0.5, undefined],
    [1, 0.9, 'better'],
    [3, 0.7, 'unclear'],
  ]);
  expect(
    confirmedRows({ ...result, variants: [variant('trial 1', 0.4, -0.1, 0.001)] }, detail)[0]!.verdict,
  ).toBe('worse');
  expect(confirmationCsv(found).split('\n')[2]).toBe('1,0.9,0.6,0.59,0.61,0.1,-1,1,0.01');
  expect(canConfirm(detail)).toBe(true);
  expect(canConfirm({ trials: detail.trials.slice(0, 1) })).toBe(false);
  expect(canConfirm({ trials: detail.trials.slice(1) })).toBe(false);
});

it('fields take whole numbers within their bounds', () => {
  expect(['3', ' 20 ', '0', '21', '1.5', '', 'x'].map((text) => wholeIn(text, 1, 20))).toEqual([
    ...[3, 20, undefined, undefined, undefined, undefined, undefined],
  ]);
});

it('the address may name one state of trials, which are counted by it', () => {
  expect(readStudySearch({ tab: 'trials', state: 'pruned' })).toEqual({ tab: 'trials', state: 'pruned' });
  expect(readStudySearch({ state: 'odd' })).toEqual({});
  const counts = { complete: 3, pruned: 1, fail: 0, running: 0, waiting: 0 };
  expect(stateCounts(rows.trials)).toEqual(counts);
});

it('the contour and the list of studies are saved with what they show', () => {
  const importance = [{ name: 'rate' }, { name: 'kind' }];
  expect(contourCsv(detail, { trials: rows.trials.slice(1) }, importance)).toBe(
    'number,validationAccuracy,rate,kind\n1,0.9,0.01,sgd\n3,0.7,0.02,adam\n',
  );
  const summary = {
    ...{ name: 'a', folder: 'runs/a', status: 'finished', objectives: detail.objectives, modified: 0 },
    ...{ counts: stateCounts(rows.trials), best: { number: 1, value: 0.9 } },
  };
  expect(studiesCsv([summary as unknown as StudySummary]).split('\n')[1]).toBe(
    'a,runs/a,finished,3,1,0,0,0,,0.9,1,validationAccuracy,1970-01-01T00:00:00.000Z',
  );
});
