import { describe, expect, it } from 'vitest';
import type { TrainingNow } from '../../../src/server/studio/contract/runs.ts';
import { breaksOf, curveRows } from './run-curves.ts';

const row = {
  ...{ epoch: 1, learningRate: 0.1, loss: 1, accuracy: 0.5, validationLoss: 1, validationAccuracy: 0.5 },
  seconds: 1,
};
const now: TrainingNow = {
  ...{ phase: 'training', epoch: 2, done: 25, total: 100, time: 0, isStopping: false, pid: 1 },
  ...{ loss: 0.8, accuracy: 0.6, learningRate: 0.2, gradientNorm: 3 },
};

describe('rows', () => {
  it('end with the epoch in training', () =>
    expect(curveRows([row], now)).toEqual([
      row,
      { epoch: 1.25, loss: 0.8, accuracy: 0.6, learningRate: 0.2, gradientNorm: 3 },
    ]));
  it.each([
    ['when nothing trains', undefined],
    ['when the epoch has its row already', { ...now, epoch: 1, done: 100 }],
    ['after the last epoch', { ...now, phase: 'finishing' as const }],
  ])('are those of the history %s', (_, now) => expect(curveRows([row], now)).toEqual([row]));
});

it('breaks lie between the sessions', () => {
  const session = (from: number, started: string, ended: string) => ({
    from,
    to: 9,
    epochs: 9,
    started,
    ended,
  });
  const sessions = [
    session(0, '2026-01-01T10:00:00Z', '2026-01-01T11:00:00Z'),
    session(2.5, '2026-01-01T13:00:00Z', '2026-01-01T14:00:00Z'),
  ];
  expect(breaksOf(sessions)).toEqual([
    { epoch: 2.5, ended: Date.UTC(2026, 0, 1, 11), started: Date.UTC(2026, 0, 1, 13) },
  ]);
  expect(breaksOf([])).toEqual([]);
});
