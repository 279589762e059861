// Attention of version 23 agrees with ONNX Runtime.
import { describe, expect, it } from 'vitest';
import { GraphError } from '../graph/operator.ts';
import {
  decodeForeign,
  expectSame,
  float,
  foreignFile,
  int,
  node,
  type ForeignModel,
} from '../testing/foreign-models.ts';

type Inputs = NonNullable<ForeignModel['inputs']>;
type Attributes = NonNullable<Parameters<typeof node>[3]>;

/** Attention of the given inputs, in the order q, k, v, mask and so on. */
const attention = (inputs: Inputs, attributes: Attributes = [], outputs = ['y']): ForeignModel => ({
  ...{ opset: 23, inputs, nodes: [node('Attention', Object.keys(inputs), outputs, attributes)] },
});

/** `[batch, heads, length, width]`, with another width for values. */
const inHeads: Inputs = { q: [2, 3, 4, 8], k: [2, 3, 5, 8], v: [2, 3, 5, 6] };
/** `[batch, length, heads · width]`. */
const joined: Inputs = { q: ['batch', 4, 24], k: ['batch', 5, 24], v: ['batch', 5, 18] };
const heads = [int('q_num_heads', 3), int('kv_num_heads', 3)];

describe('Attention', () => {
  it('of heads', async () => {
    await expectSame(attention(inHeads));
  });

  it('of heads side by side', async () => {
    // One input of an open size each: the runtime is told the batch.
    const fixed = Object.fromEntries(
      Object.entries(joined).map(([name, type]) => [name, [2, ...type.slice(1)] as number[]]),
    );
    await expectSame(attention(fixed, heads));
    await expectSame(attention(joined, heads), { batch: 2 });
  });

  it('with a given scale', async () => {
    await expectSame(attention(inHeads, [float('scale', 0.1)]));
  });

  it('with a mask that is added', async () => {
    await expectSame(attention({ ...inHeads, mask: [4, 5] }));
    await expectSame(attention({ ...inHeads, mask: [2, 3, 4, 5] }));
  });

  it('with a boolean mask', async () => {
    const mask = Uint8Array.from({ length: 20 }, (_, i) => Number(i % 3 > 0));
    const draw = (size: number) => Float32Array.from({ length: size }, (_, i) => Math.sin(i * i));
    const feeds = { q: draw(192), k: draw(240), v: draw(180), mask };
    await expectSame(attention({ ...inHeads, mask: ['bool', [4, 5]] }), { feeds });
  });
});

describe('Attention refuses', () => {
  const rows: [string, ForeignModel, string][] = [
    ['a causal mask', attention(inHeads, [int('is_causal', 1)]), 'is_causal is not supported'],
    ['a soft cap', attention(inHeads, [float('softcap', 2)]), 'softcap is not supported'],
    [
      'a cache',
      attention({ ...inHeads, m: [4, 5], pk: [2, 3, 1, 8], pv: [2, 3, 1, 6] }),
      'a cache of keys is not supported',
    ],
    [
      'keys of fewer heads',
      attention({ q: [2, 4, 4, 8], k: [2, 2, 5, 8], v: [2, 2, 5, 6] }),
      'keys shared between heads are not supported',
    ],
    ['an unknown number of heads', attention(joined), 'the number of heads is missing'],
    ['a third output', attention(inHeads, [], ['y', 'k2', 'v2']), 'a cache of keys is not supported'],
  ];
  it.each(rows)('%s', (_, model, message) => {
    expect(() => decodeForeign(foreignFile(model))).toThrow(new GraphError(`Attention y: ${message}`));
  });
});
