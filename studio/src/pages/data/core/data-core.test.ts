import { describe, expect, it } from 'vitest';
import type { DataAudit, DataSplit } from '../../../../../src/server/studio/contract/data.ts';
import { readAmounts, versionsOf, writeAmounts } from './augment.ts';
import { stepOf, toClass, withStep } from './decision-step.ts';
import { decisionMap, findingsOf, nextUndecided, picturesOf, positionOf } from './items.ts';
import { circleLine, isInside, readLine, thinned, writeLine } from './lasso.ts';
import { writeRanges } from './ranges.ts';
import { readDataSearch } from './search.ts';

const place = (index: number, split: DataSplit = 'train') => ({ split, index });
const keep = (index: number) => ({ place: place(index), decided: { decision: 'keep' } as const });

describe('the address', () => {
  it('takes what is valid and drops the rest', () => {
    const valid = {
      view: 'findings',
      split: 'test',
      class: 3,
      show: 'decided',
      list: 'outliers',
      projection: 'pca',
      by: 'paper-cnn',
      at: 'train-17',
    };
    expect(readDataSearch({ ...valid, other: 1 })).toEqual(valid);
    expect(readDataSearch({ view: 'pictures', list: 'errors', class: -1, at: '../x', split: 'x' })).toEqual(
      {},
    );
    expect(readDataSearch({ find: 17 })).toEqual({ find: '17' });
    expect(readDataSearch({ seed: 3 })).toEqual({ seed: 3 });
    expect(readDataSearch({ seed: 1.5 })).toEqual({});
  });
});

describe('pictures', () => {
  const classNames = ['Hat', 'Bag'];
  const pictures = { labels: [0, 1, 0, 1], files: ['a/red.jpg', 'b/red.jpg', 'a/blue.jpg', 'b/2.jpg'] };
  const found = (filter: Parameters<typeof picturesOf>[3]) =>
    picturesOf('train', pictures, classNames, filter, decisionMap([keep(1)])).map(({ index }) => index);

  it.each([
    [{}, [0, 1, 2, 3]],
    [{ class: 1 }, [1, 3]],
    [{ find: 'RED' }, [0, 1]],
    [{ find: 'bag red' }, [1]],
    [{ find: '2' }, [2, 3]], // the index of one, the file of another
    [{ find: '#2' }, [2]],
    [{ find: 'zebra' }, []],
    [{ show: 'decided' as const }, [1]],
    [{ show: 'undecided' as const, class: 1 }, [3]],
  ])('that pass %j', (filter, indices) => {
    expect(found(filter)).toEqual(indices);
  });
});

describe('findings', () => {
  const audit: DataAudit = {
    labelErrors: [{ ...place(4), given: 0, suggested: 1, score: 0.9 }],
    nearDuplicates: [
      { a: place(1), b: place(0, 'test'), distance: 0.01 },
      { a: place(2), b: place(1), distance: 0.02 }, // 1 is shown already
      { a: place(2), b: place(3), distance: 0.03 },
    ],
    outliers: [{ ...place(7), score: 0.3 }],
    estimatedLabelErrors: 1,
  };
  const labelOf = () => ({ label: 0 });

  it('keep their order and what the audit says', () => {
    expect(findingsOf(audit, 'errors', labelOf)).toEqual([
      { ...place(4), label: 0, suggested: 1, score: 0.9 },
    ]);
    expect(findingsOf(audit, 'outliers', labelOf)).toEqual([{ ...place(7), label: 0, score: 0.3 }]);
  });

  it('show pairs side by side, each picture once', () => {
    const items = findingsOf(audit, 'duplicates', labelOf);
    expect(items.map(({ split, index }) => `${split} ${index}`)).toEqual([
      ...['train 1', 'test 0', 'train 2', 'train 3'],
    ]);
    expect(items[0]!.twin).toEqual(place(0, 'test'));
  });

  it('move on to the next picture without a decision, around the end', () => {
    const items = [0, 1, 2, 3].map((index) => ({ ...place(index), label: 0 }));
    expect(nextUndecided(items, 0, decisionMap([keep(1)]))).toBe(2);
    expect(nextUndecided(items, 3, decisionMap([keep(0)]))).toBe(1);
    expect(nextUndecided(items, 2, decisionMap([0, 1, 3].map(keep)))).toBe(2);
    expect([positionOf(items, 'train-2'), positionOf(items, 'test-2'), positionOf(items, undefined)]).toEqual(
      [2, 0, 0],
    );
  });
});

describe('a step', () => {
  const items = [0, 1, 2].map((index) => ({ ...place(index), label: index % 2 }));

  it('gives pictures a class, and keeps those that have it', () => {
    expect(stepOf(items, (item) => toClass(item, 1))).toEqual([
      { place: place(0), decided: { decision: 'relabel', label: 1 } },
      { place: place(1), decided: { decision: 'keep' } },
      { place: place(2), decided: { decision: 'relabel', label: 1 } },
    ]);
  });

  it('changes the decisions about its pictures only, and counts once', () => {
    const old = { file: 'labels.json', decisions: [keep(1), keep(9)], steps: 4 };
    const excluded = withStep(
      old,
      stepOf(items, () => ({ decision: 'exclude' })),
    );
    expect(excluded.steps).toBe(5);
    expect(excluded.decisions.map((one) => [one.place.index, one.decided.decision])).toEqual([
      [9, 'keep'],
      ...[0, 1, 2].map((index) => [index, 'exclude']),
    ]);
    expect(
      withStep(
        excluded,
        stepOf(items, () => null),
      ).decisions,
    ).toEqual([keep(9)]);
  });
});

describe('augmentation', () => {
  const shape = { channels: 1, height: 8, width: 8 };
  const pixels = Uint8Array.from({ length: 64 }, (_, i) => 4 * i);

  it('is written as the command line takes it', () => {
    expect(readAmounts('rotation=10,flip=0.5,unknown=3,zoom=9,blur=x')).toEqual({ rotation: 10, flip: 0.5 });
    expect(writeAmounts({ flip: 0.5, rotation: 10, zoom: 0 })).toBe('rotation=10,flip=0.5');
    expect(readAmounts(undefined)).toEqual({});
  });

  it('draws the same versions for the same seed, and copies without amounts', () => {
    expect(versionsOf(pixels, shape, {}, 2, 1)).toEqual([pixels, pixels]);
    const versions = versionsOf(pixels, shape, { rotation: 30 }, 3, 1);
    expect(versionsOf(pixels, shape, { rotation: 30 }, 3, 1)).toEqual(versions);
    expect(versions[0]).not.toEqual(versions[1]);
    expect(versionsOf(pixels, shape, { rotation: 30 }, 3, 2)).not.toEqual(versions);
  });

  it('mirrors with certainty where the share is 1', () => {
    const mirrored = pixels.map((_, i) => pixels[i - (i % 8) + 7 - (i % 8)]!);
    expect(versionsOf(pixels, shape, { flip: 1 }, 1, 1)).toEqual([mirrored]);
  });
});

describe('a line', () => {
  const square = [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
  ] as const;

  it('has an inside', () => {
    expect(isInside([5, 5], square)).toBe(true);
    for (const point of [
      [-1, 5],
      [11, 5],
      [5, -1],
      [5, 11],
    ] as const)
      expect(isInside(point, square)).toBe(false);
    const circle = circleLine([100, 100], 20);
    expect([isInside([100, 118], circle), isInside([115, 115], circle)]).toEqual([true, false]);
  });

  it('reads back from the address', () => {
    expect(readLine(writeLine(square))).toEqual(square);
    expect([readLine(undefined), readLine('1,2_3,4'), readLine('1,2_3,x_5,6')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const many = Array.from({ length: 500 }, (_, i): [number, number] => [i + 0.4, 0]);
    expect(thinned(many).length).toBeLessThanOrEqual(48);
    expect(thinned(many)[1]![0]).toBe(11);
  });
});

it('indices are written as ranges', () => {
  expect(writeRanges([0, 1, 2, 5, 7, 8])).toBe('0-2,5,7-8');
  expect(writeRanges([3, 2])).toBe('3,2');
});
