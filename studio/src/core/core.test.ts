import { describe, expect, it, vi } from 'vitest';
import { chart } from '../../../src/figures/chart.ts';
import { axisUpTo, axisOfWholes } from '../../../src/figures/axis.ts';
import { curveTable, nearestPosition, readingAt, xsOf } from './chart-reading.ts';
import { confusionCsv, csvOf, planeCsv, toCsv } from './csv.ts';
import { nameOfStroke, spokenKeys, writtenKeys } from './keys.ts';
import { runProgress } from './run-progress.ts';
import { sparkPath } from './spark.ts';
import { tagsIn } from './tags.ts';
import { Toasts } from './toasts.ts';
import { UndoStack } from './undo.ts';

describe('CSV', () => {
  it('quotes what RFC 4180 says, and leaves missing cells empty', () => {
    const csv = toCsv(
      ['name', 'note'],
      [
        ['a,b', 'say "hi"'],
        ['two\nlines', undefined],
        [0, false],
      ],
    );
    expect(csv).toBe('name,note\n"a,b","say ""hi"""\n"two\nlines",\n0,false\n');
  });

  it('of items has a column for each name, in their order', () => {
    const items = [{ size: 2, kind: 'hat' }, { kind: 'bag' }];
    expect(csvOf(items, { kind: ({ kind }) => kind, size: ({ size }) => size })).toBe(
      'kind,size\nhat,2\nbag,\n',
    );
  });

  it('of a confusion matrix has a row for each true class', () => {
    const matrix = [
      [5, 1],
      [0, 7],
    ];
    expect(confusionCsv(matrix, ['hat', 'bag'])).toBe('true class,hat,bag\nhat,5,1\nbag,0,7\n');
  });

  it('of a map has its numbers row by row', () => {
    const values = Float32Array.of(1, 2, 3, 4, 0.5, -6);
    expect(planeCsv({ values, height: 2, width: 3 })).toBe('column 1,column 2,column 3\n1,2,3\n4,0.5,-6\n');
  });
});

describe('keys', () => {
  it('are named by what they are on each system', () => {
    const commandK = { key: 'K', ctrlKey: false, metaKey: true, altKey: false };
    expect(nameOfStroke(commandK, true)).toBe('mod+k');
    expect(nameOfStroke(commandK, false)).toBe('k');
    expect(writtenKeys('mod+k', true)).toBe('⌘K');
    expect(writtenKeys('mod+k', false)).toBe('Ctrl K');
    expect(spokenKeys('g r', false)).toBe('G then R');
  });
});

describe('progress', () => {
  const run = { status: 'running', epochs: 10, epochsDone: 4, seconds: 40, modified: 1_000_000 } as const;

  it('takes the mean time of the epochs that are done for those that are left', () => {
    expect(runProgress(run, 1_000_000)).toEqual({ share: 0.4, secondsLeft: 60 });
  });

  it('counts what passed of the epoch that is being trained, but no more than the epoch', () => {
    expect(runProgress(run, 1_005_000)).toEqual({ share: 0.45, secondsLeft: 55 });
    expect(runProgress(run, 1_900_000).secondsLeft).toBe(50);
  });

  it('is what the run tells itself, less the time since then', () => {
    const now = {
      ...{ phase: 'training' as const, epoch: 5, done: 50, total: 100, time: 1_000_000 },
      ...{ loss: 1, accuracy: 0.5, learningRate: 0.1, gradientNorm: 1, isStopping: false, pid: 1 },
    };
    const told = { ...now, secondsLeft: 90 };
    expect(runProgress({ ...run, now: told }, 1_010_000)).toEqual({ share: 0.45, secondsLeft: 80 });
    expect(runProgress({ ...run, now: told }, 1_100_000).secondsLeft).toBe(0);
    expect(runProgress({ ...run, now }, 1_010_000)).toEqual({ share: 0.45 });
  });

  it('of a head is that of its features; how long the fit takes is not known', () => {
    const head = {
      ...{ phase: 'features' as const, done: 30, total: 120, time: 1_000_000, isStopping: false, pid: 1 },
    };
    const begun = { ...run, epochs: 1, epochsDone: 0 };
    expect(runProgress({ ...begun, head }, 1_000_000)).toEqual({ share: 0.25 });
    expect(runProgress({ ...begun, head: { ...head, secondsLeft: 9 } }, 1_004_000)).toEqual({
      ...{ share: 0.25, secondsLeft: 5 },
    });
    expect(runProgress({ ...begun, head: { ...head, phase: 'fitting' } }, 1_004_000)).toEqual({});
  });

  it('promises nothing before the first epoch, or when the run has ended', () => {
    expect(runProgress({ ...run, epochsDone: 0, seconds: 0 }, 1_000_000)).toEqual({ share: 0 });
    expect(runProgress({ ...run, status: 'stopped' }, 1_000_000)).toEqual({ share: 0.4 });
  });
});

describe('sparklines', () => {
  it('fill the box from the lowest to the highest value', () => {
    expect(sparkPath([1, 3, 2], 20, 10)).toBe('M0.0 10.0L10.0 0.0L20.0 5.0');
  });

  it('are level for equal values, and nothing for fewer than two', () => {
    expect(sparkPath([2, 2], 20, 10)).toBe('M0.0 5.0L20.0 5.0');
    expect(sparkPath([2], 20, 10)).toBe('');
  });
});

describe('reading a chart', () => {
  const { plot } = chart({
    ...{ name: 'c', title: 'C', about: '', labels: { x: 'epoch', y: 'y' }, width: 400 },
    axes: { x: axisOfWholes(4), y: axisUpTo(2) },
    curves: [
      {
        label: 'first',
        points: [
          [1, 2],
          [3, 1],
        ],
      },
      { label: 'second', points: [[1, 0]] },
    ],
  });
  const middle = (plot.box.left + plot.box.right) / 2; // where x is 2

  it('finds the nearest x that has a value', () => {
    expect(xsOf(plot)).toEqual([1, 3]);
    expect(nearestPosition(plot, [1, 3], middle - 5)).toBe(0);
    expect(nearestPosition(plot, [1, 3], middle + 5)).toBe(1);
    expect(nearestPosition(plot, [], middle)).toBe(-1);
  });

  it('gives the values there and their places', () => {
    const { left, values } = readingAt(plot, 1);
    expect(left).toBeCloseTo(plot.box.left + (plot.box.right - plot.box.left) / 4);
    expect(values).toMatchObject([
      { label: 'first', y: 2, top: plot.box.top },
      { label: 'second', y: 0, top: plot.box.bottom },
    ]);
    expect(readingAt(plot, 3).values.map(({ label }) => label)).toEqual(['first']);
  });

  it('makes a table with a column for each curve', () => {
    expect(curveTable(plot, 'epoch')).toEqual({
      header: ['epoch', 'first', 'second'],
      rows: [
        [1, 2, 0],
        [3, 1, undefined],
      ],
    });
  });
});

describe('undo', () => {
  it('takes back the last step first, and a given one out of turn', async () => {
    const stack = new UndoStack();
    const order: string[] = [];
    const steps = ['a', 'b', 'c'].map((name) => ({ name, undo: () => void order.push(name) }));
    for (const step of steps) stack.push(step);
    await stack.undo(steps[0]);
    await stack.undo();
    await stack.undo();
    expect(await stack.undo()).toBeUndefined();
    expect(order).toEqual(['a', 'c', 'b']);
  });

  it('keeps a step that failed', async () => {
    const stack = new UndoStack();
    const undo = vi.fn().mockRejectedValueOnce(new Error('offline'));
    stack.push({ name: 'a', undo });
    await expect(stack.undo()).rejects.toThrow('offline');
    expect(await stack.undo()).toMatchObject({ name: 'a' });
  });
});

describe('messages', () => {
  it('go after a while, except failures', () => {
    vi.useFakeTimers();
    try {
      const toasts = new Toasts();
      toasts.tell('done');
      toasts.fail(new Error('the disk is full'));
      vi.advanceTimersByTime(60_000);
      expect(toasts.list().map(({ words }) => words)).toEqual(['the disk is full']);
    } finally {
      vi.useRealTimers();
    }
  });
});

it('tags are separated by commas, and each is there once', () => {
  expect(tagsIn(' a, b ,,a, c d')).toEqual(['a', 'b', 'c d']);
});
