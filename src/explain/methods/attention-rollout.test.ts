// Attention rollout on transformers whose attention is known: queries and keys are the pixels.
import { expect, it } from 'vitest';
import type { Value } from '../../engine/graph/graph.ts';
import * as op from '../../engine/graph/operators/index.ts';
import { constantLike, toyExplainer } from '../testing/toy-models.ts';
import { attentionRollout, hasAttention } from './attention-rollout.ts';
import { methodsFor } from './index.ts';

/** Attention of one head; `temperature` makes the layers differ. */
const attend = (tokens: Value, temperature: number): Value =>
  op.softmax(op.mul(op.matMul(tokens, op.transpose(tokens, [0, 1, 3, 2])), temperature));

/** Two layers of attention over the pixels of pictures of 2×2, with or without a class token of 0.5. */
function transformer(hasClassToken: boolean) {
  return (x: Value): Value => {
    const pixels = op.reshape(x, [-1, 1, 4, 1]);
    const first = op.slice(pixels, { starts: [0], ends: [1], axes: [2] });
    const classToken = op.add(op.mul(first, 0), 0.5);
    const tokens = hasClassToken ? op.concat([classToken, pixels], 2) : pixels;
    const mixed = op.matMul(attend(tokens, 1), tokens);
    const out = op.matMul(attend(mixed, 2), mixed);
    return op.gemm(op.reshape(op.reduceMean(out, { axes: [2] }), [-1, 1]), constantLike(x, [1, -1], [1, 2]));
  };
}

function softmaxRow(row: readonly number[]): number[] {
  const exps = row.map(Math.exp);
  const total = exps.reduce((a, b) => a + b, 0);
  return exps.map((value) => value / total);
}

/** The rollout of one picture, written out. */
function expected(pixels: readonly number[], hasClassToken: boolean): number[] {
  let tokens = hasClassToken ? [0.5, ...pixels] : [...pixels];
  let product = tokens.map((_, i) => tokens.map((__, j) => Number(i === j)));
  for (const temperature of [1, 2]) {
    const attention = tokens.map((q) => softmaxRow(tokens.map((k) => q * k * temperature)));
    const mixing = attention.map((row, i) => row.map((value, j) => value / 2 + (i === j ? 0.5 : 0)));
    product = mixing.map((row) =>
      row.map((_, j) => row.reduce((sum, value, k) => sum + value * product[k]![j]!, 0)),
    );
    tokens = attention.map((row) => row.reduce((sum, value, k) => sum + value * tokens[k]!, 0));
  }
  if (hasClassToken) return product[0]!.slice(1);
  return product[0]!.map((_, j) => product.reduce((sum, row) => sum + row[j]! / 4, 0));
}

it.each([true, false])('multiplies what the layers mix; class token: %s', async (hasClassToken) => {
  const explainer = toyExplainer([1, 2, 2], transformer(hasClassToken));
  const pictures = [
    [0.1, 0.9, 0.4, 0.2],
    [1, 0, 0.5, 0.3],
  ];
  expect(hasAttention(explainer)).toBe(true);
  const { maps, targets } = await attentionRollout(explainer, pictures.flat(), { targets: 1 });
  expect([...targets]).toEqual([1, 1]);
  const wanted = pictures.flatMap((pixels) => expected(pixels, hasClassToken));
  maps.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 5));
  await explainer.dispose();
});

it('is offered for transformers only', async () => {
  const convolutional = toyExplainer([1, 2, 2], (x) =>
    op.flatten(op.relu(op.conv(x, constantLike(x, [1], [1, 1, 1, 1])))),
  );
  expect(methodsFor(convolutional)).not.toContain('attention-rollout');
  expect(methodsFor(toyExplainer([1, 2, 2], transformer(true)))).toContain('attention-rollout');
  await expect(attentionRollout(convolutional, [1, 2, 3, 4])).rejects.toThrow(
    'attention-rollout: expected a transformer with attention between all parts of the picture',
  );
});
