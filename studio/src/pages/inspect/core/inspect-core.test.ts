import { describe, expect, it } from 'vitest';
import type { InspectorDetail, JudgeAnswer } from '../../../../../src/server/studio/contract/inspect.ts';
import { commandOf } from './command.ts';
import { heatPixels } from './heat.ts';
import { LineJudge } from './line-judge.ts';
import { readInspectSearch } from './search.ts';
import { piecesCsv } from './tables.ts';
import { rateOf, stepCount, stepOf, thresholdAt } from './threshold.ts';
import { countsByDefect, judgedPieces, shownPieces } from './verdicts.ts';

/** Scores 1 to 99: of 100 places, each is one percent. */
const card = {
  heldBack: { scores: Array.from({ length: 99 }, (_, i) => 99 - i), peaks: [] },
  falseAlarms: 0.01,
} as unknown as InspectorDetail['card'];

describe('the slider', () => {
  it('has a step for each good piece that may be above', () => {
    expect(stepCount(card)).toBe(20);
    expect(stepOf(card, 0.05)).toBe(5);
    expect(rateOf(card, 5)).toBe(0.05);
    // 5 of 100 places are above 95: the scores 96, 97, 98, 99, and that of the next piece.
    expect(thresholdAt(card, 0.05)).toMatchObject({ threshold: 95, falseAlarms: 0.05 });
  });

  it('says when there are too few pieces for a rate', () => {
    expect(thresholdAt(card, 0.001)).toMatchObject({ threshold: 99, falseAlarms: 0.01, needed: 999 });
    expect(thresholdAt(card).needed).toBeUndefined();
    expect(stepOf(card, 0.001)).toBe(1);
  });
});

describe('verdicts', () => {
  const pieces = ['a', 'b', 'c', 'd'].map((piece) => ({
    piece,
    modified: 0,
    defect: piece === 'a' ? null : 'hole',
  }));
  const results = new Map([
    ['a', { score: 1 }],
    ['b', { score: 3 }],
    ['c', { error: 'no picture' }],
  ]);
  const names = (list: readonly { piece: string }[]) => list.map(({ piece }) => piece).join('');

  it('follow the threshold', () => {
    const judged = judgedPieces(pieces, results, 2);
    expect(judged.map(({ verdict }) => verdict)).toEqual(['good', 'defective', 'broken', 'waiting']);
    expect(judgedPieces(pieces, results, 3)[1]!.verdict).toBe('good'); // only what is above is defective
    expect(names(shownPieces(judged, 'defective', 'line'))).toBe('bc');
    expect(names(shownPieces(judged, 'all', 'score'))).toBe('cbad');
    expect(countsByDefect(judged)).toEqual([
      { defect: null, defective: 0, all: 1 },
      { defect: 'hole', defective: 1, all: 3 },
    ]);
  });
});

describe('a line', () => {
  const answer = (pieces: readonly string[]): JudgeAnswer => ({
    revision: 'r',
    pieces: pieces.map((piece) => ({ piece, score: piece.length })),
  });
  const list = (count: number) => Array.from({ length: count }, (_, i) => ({ piece: `p${i}`, modified: 1 }));

  it('judges what is new or has changed, and says how long it takes', async () => {
    const asked: string[] = [];
    let now = 0;
    const line = new LineJudge(
      (pieces) => {
        asked.push(...pieces);
        now += 1000 * pieces.length;
        return Promise.resolve(answer(pieces));
      },
      () => now,
    );
    const left: (number | undefined)[] = [];
    line.subscribe(() => left.push(line.state().secondsLeft));
    await line.judge(list(6));
    expect(left).toEqual([undefined, 2, undefined]);
    expect(line.state()).toMatchObject({ done: 6, all: 6 });
    await line.judge([...list(5), { piece: 'p5', modified: 2 }, { piece: 'p6', modified: 1 }]);
    expect(asked.slice(6)).toEqual(['p5', 'p6']);
  });

  it('tells why it stopped, and goes on when asked again', async () => {
    let fails = true;
    const line = new LineJudge((pieces) =>
      fails ? Promise.reject(new Error('gone')) : Promise.resolve(answer(pieces)),
    );
    await line.judge(list(2));
    expect(line.state()).toMatchObject({ done: 0, error: { message: 'gone' } });
    fails = false;
    await line.judge(list(2));
    expect(line.state()).toMatchObject({ done: 2, error: undefined });
  });
});

it('the colours of a map begin with nothing and end at twice the threshold of places', () => {
  const pixels = heatPixels(Float32Array.of(0, 2, 4, 9), 2);
  const opacities = [3, 7, 11, 15].map((i) => pixels[i]);
  expect(opacities).toEqual([0, 68, 204, 204]);
  expect(pixels.slice(8, 11)).toEqual(pixels.slice(12, 15));
});

it('the address gives what is valid', () => {
  expect(readInspectSearch({ alarms: 2, view: 'figures', plain: true, show: 'none', piece: 7 })).toEqual({
    ...{ view: 'figures', plain: true, piece: '7' },
  });
});

it('what is shown is copied as commands', () => {
  const inspector = { file: 'my inspector.onnx' };
  const line = { folder: 'pieces', kind: 'tests' } as const;
  expect(commandOf({ inspector, line, view: 'figures', alarms: 0.05 })).toBe(
    "atelier inspect threshold 'my inspector.onnx' --false-alarms 0.05\natelier inspect evaluate 'my inspector.onnx' pieces",
  );
  expect(commandOf({ inspector: { file: 'a.onnx', changedFile: 'b.onnx' }, line, view: 'pieces' })).toBe(
    'atelier inspect check b.onnx pieces',
  );
});

it('pieces are saved with their scores, or with why they have none', () => {
  const words = { defective: 'bad', good: 'fine', waiting: 'later', broken: 'broken' };
  const pieces = [
    { piece: 'a.png', modified: 0, score: 1.5, verdict: 'defective' as const },
    { piece: 'b.png', modified: 0, error: 'no picture', verdict: 'broken' as const },
  ];
  expect(piecesCsv(pieces, words)).toBe(
    'piece,score,verdict,error\na.png,1.5,bad,\nb.png,,broken,no picture\n',
  );
});
