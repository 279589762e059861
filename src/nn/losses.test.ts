// Cross-entropy and its gradient against figures worked by hand, and the count of right answers.
import { describe, expect, it } from 'vitest';
import { gradients } from '../engine/gradients/gradients.ts';
import { Graph } from '../engine/graph/graph.ts';
import { expectClose } from '../engine/testing/closeness.ts';
import { countCorrect, oneHot, softmaxCrossEntropy } from './losses.ts';
import { runGraph } from './testing/layer-programs.ts';

async function evaluate(rows: readonly number[][], labels: readonly number[]) {
  const classes = rows[0]!.length;
  const graph = new Graph();
  const logits = graph.input('logits', 'float32', [rows.length, classes]);
  const targets = oneHot(graph.input('labels', 'int32', [rows.length]), classes);
  const loss = softmaxCrossEntropy(logits, targets);
  graph.output('loss', loss);
  graph.output('targets', targets);
  graph.output('gradient', gradients(loss, [logits])[0]!);
  graph.output('correct', countCorrect(logits, targets));
  expect(loss.shape).toEqual([]);
  return runGraph(graph, { logits: Float32Array.from(rows.flat()), labels: Int32Array.from(labels) });
}

it('oneHot has a 1 at each label', async () => {
  const { targets } = await evaluate(
    [
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ],
    [2, 0, 1],
  );
  expect([...targets!]).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0]);
});

describe('softmaxCrossEntropy', () => {
  it('is the mean of -log of the share of the label', async () => {
    // Logits are logarithms, so that shares are 1/6, 2/6, 3/6 and 5/10, 1/10, 4/10.
    const logs = [[1, 2, 3].map(Math.log), [5, 1, 4].map(Math.log)];
    const { loss, gradient } = await evaluate(logs, [2, 1]);
    expectClose(loss!, [(Math.log(2) + Math.log(10)) / 2], 1e-6);
    // (share - target) / batch
    expectClose(gradient!, [1 / 12, 2 / 12, -3 / 12, 5 / 20, -9 / 20, 4 / 20], 1e-6);
  });

  it('is log(classes) where nothing is known', async () => {
    const { loss } = await evaluate([Array<number>(10).fill(3)], [7]);
    expectClose(loss!, [Math.log(10)], 1e-6);
  });

  it('stays finite for logits far apart', async () => {
    const { loss, gradient } = await evaluate(
      [
        [200, -200],
        [200, -200],
      ],
      [0, 1],
    );
    expectClose(loss!, [200], 1e-6);
    expectClose(gradient!, [0, 0, 0.5, -0.5], 1e-6);
  });
});

describe('countCorrect', () => {
  it('counts the rows whose largest logit is at the label', async () => {
    const rows = [
      [1, 2, 3],
      [-1, -2, -3],
      [5, 6, 4],
      [-9, -8, -7],
    ];
    expect((await evaluate(rows, [2, 0, 1, 2]))['correct']![0]).toBe(4);
    expect((await evaluate(rows, [2, 1, 1, 0]))['correct']![0]).toBe(2);
    expect((await evaluate(rows, [0, 1, 0, 0]))['correct']![0]).toBe(0);
  });

  it('counts nothing where the network has diverged', async () => {
    expect(
      (
        await evaluate(
          [
            [NaN, NaN],
            [NaN, NaN],
          ],
          [0, 1],
        )
      )['correct']![0],
    ).toBe(0);
  });
});
