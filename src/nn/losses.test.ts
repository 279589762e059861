// Cross-entropy and its gradient against figures worked by hand, its variants against their formulas in
// float64 and finite differences of these, and the count of right answers.
import { describe, expect, it } from 'vitest';
import { gradients } from '../engine/gradients/gradients.ts';
import { Graph } from '../engine/graph/graph.ts';
import { expectClose } from '../engine/testing/closeness.ts';
import { classificationLoss, countCorrect, distillationLoss, oneHot, type LossOptions } from './losses.ts';
import { runGraph } from './testing/layer-programs.ts';

async function evaluate(rows: readonly number[][], labels: readonly number[], options: LossOptions = {}) {
  const classes = rows[0]!.length;
  const graph = new Graph();
  const logits = graph.input('logits', 'float32', [rows.length, classes]);
  const targets = oneHot(graph.input('labels', 'int32', [rows.length]), classes);
  const loss = classificationLoss(logits, targets, options);
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

describe('classificationLoss', () => {
  it('is the mean of -log of the label’s probability', async () => {
    // Logits are logarithms, so that shares are 1/6, 2/6, 3/6 and 5/10, 1/10, 4/10.
    const logs = [[1, 2, 3].map(Math.log), [5, 1, 4].map(Math.log)];
    const { loss, gradient } = await evaluate(logs, [2, 1]);
    expectClose(loss!, [(Math.log(2) + Math.log(10)) / 2], 1e-6);
    // (share - target) / batch
    expectClose(gradient!, [1 / 12, 2 / 12, -3 / 12, 5 / 20, -9 / 20, 4 / 20], 1e-6);
  });

  it('is log(classes) for equal logits', async () => {
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

/** The loss by its formula, in float64. */
function byFormula(
  rows: readonly number[][],
  labels: readonly number[],
  { labelSmoothing = 0, gamma = 0, classWeights }: LossOptions,
): number {
  const losses = rows.map((row, n) => {
    const total = row.reduce((sum, logit) => sum + Math.exp(logit), 0);
    const terms = row.map((logit, c) => {
      const p = Math.exp(logit) / total;
      const target = (c === labels[n] ? 1 - labelSmoothing : 0) + labelSmoothing / row.length;
      return -target * (1 - p) ** gamma * Math.log(p);
    });
    return (classWeights?.[labels[n]!] ?? 1) * terms.reduce((a, b) => a + b, 0);
  });
  return losses.reduce((a, b) => a + b, 0) / rows.length;
}

describe.each<[string, LossOptions]>([
  ['cross-entropy', {}],
  ['smoothed labels', { labelSmoothing: 0.2 }],
  ['focal loss', { gamma: 2 }],
  ['focal loss of a broken power', { gamma: 0.5 }],
  ['weights of classes', { classWeights: [0.5, 2, 4] }],
  ['all together', { labelSmoothing: 0.1, gamma: 1.5, classWeights: [1, 0.2, 3] }],
])('%s', (_, options) => {
  const rows = [
    [0.3, -1.2, 2],
    [1.5, 0.1, -0.4],
    [-2, 0.7, 0.6],
    [0, 0, 0],
  ];
  const labels = [1, 0, 2, 1];

  it('follows its formula within 1e-6', async () => {
    expectClose((await evaluate(rows, labels, options))['loss']!, [byFormula(rows, labels, options)], 1e-6);
  });

  it('has the gradient of its formula, within 1e-5 of central differences', async () => {
    const { gradient } = await evaluate(rows, labels, options);
    const step = 1e-5;
    const slopes = rows.flatMap((row, n) =>
      row.map((_, c) => {
        const at = (offset: number) =>
          byFormula(
            rows.map((other, i) => (i === n ? other.map((v, j) => (j === c ? v + offset : v)) : other)),
            labels,
            options,
          );
        return (at(step) - at(-step)) / (2 * step);
      }),
    );
    expectClose(gradient!, slopes, 1e-5);
  });
});

it('focal loss has a finite gradient for a certain class', async () => {
  const { loss, gradient } = await evaluate([[200, -200]], [0], { gamma: 0.5 });
  expectClose(loss!, [0], 1e-6);
  expect([...gradient!].every(Number.isFinite)).toBe(true);
});

describe.each([1, 2.5])('distillationLoss at a temperature of %f', (temperature) => {
  const rows = [
    [0.3, -1.2, 2],
    [1.5, 0.1, -0.4],
  ];
  const taught = [
    [0.7, 0.2, 0.1],
    [0.05, 0.9, 0.05],
  ];
  const normalized = (values: readonly number[]) => {
    const total = values.reduce((a, b) => a + b, 0);
    return values.map((value) => value / total);
  };
  const own = rows.map((row) => normalized(row.map((logit) => Math.exp(logit / temperature))));
  const teacher = taught.map((row) => normalized(row.map((share) => share ** (1 / temperature))));

  it('is T² times the cross-entropy of the softened distributions, with (p - q)·T as its gradient', async () => {
    const graph = new Graph();
    const logits = graph.input('logits', 'float32', [2, 3]);
    const loss = distillationLoss(logits, graph.input('taught', 'float32', [2, 3]), temperature);
    graph.output('loss', loss);
    graph.output('gradient', gradients(loss, [logits])[0]!);
    const found = await runGraph(graph, {
      logits: Float32Array.from(rows.flat()),
      taught: Float32Array.from(taught.flat()),
    });
    const entropies = teacher.flatMap((row, n) => row.map((q, c) => -q * Math.log(own[n]![c]!)));
    expectClose(found['loss']!, [(temperature ** 2 * entropies.reduce((a, b) => a + b, 0)) / 2], 1e-6);
    const slopes = own.flatMap((row, n) => row.map((p, c) => ((p - teacher[n]![c]!) * temperature) / 2));
    expectClose(found['gradient']!, slopes, 1e-6);
  });
});

describe('countCorrect', () => {
  it('counts the rows with the largest logit at the label', async () => {
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

  it('counts nothing if the network has diverged', async () => {
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
