// Models that declare a fixed batch, read with another one. ONNX Runtime runs the file on each part of the
// batch.
import { describe, expect, it } from 'vitest';
import { compile } from '../runtime/compile.ts';
import { openModel } from '../runtime/program.ts';
import { expectClose } from '../testing/closeness.ts';
import {
  decodeForeign,
  foreignFile,
  int,
  ints,
  node,
  weights,
  whole,
  type ForeignModel,
} from '../testing/foreign-models.ts';
import { Random } from '../../random.ts';

const device = { device: 'cpu', threads: 1 } as const;
const rest = [4, 2, 3];

/** A model of pictures `[declared, 4, 2, 3]`. */
const model = (
  declared: number,
  nodes: ForeignModel['nodes'],
  initializers: ForeignModel['initializers'] = [],
): Uint8Array => foreignFile({ opset: 13, inputs: { x: [declared, ...rest] }, nodes, initializers });

/** Expects the results of three declared batches, read as one batch of an open or a given size. */
async function expectFollows(file: Uint8Array, declared: number): Promise<void> {
  const random = new Random(5, 'pictures');
  const x = Float32Array.from({ length: 3 * declared * 24 }, () => random.normal());
  const original = await openModel(file, device);
  const expected: number[] = [];
  for (let part = 0; part < 3; part++) {
    const { y } = await original.run({ x: x.subarray(part * declared * 24, (part + 1) * declared * 24) });
    expected.push(...(y as Float32Array));
  }
  await original.dispose();
  for (const batch of ['batch', 3 * declared]) {
    const graph = decodeForeign(file, { inputShape: () => [batch, ...rest] });
    const program = await compile(graph, device);
    const { y } = await program.run({ x });
    await program.dispose();
    expectClose(y as Float32Array, expected, 1e-5, 'y');
  }
}

describe('a reshape to fixed sizes', () => {
  it.each([
    ['all given', [1, 24]],
    ['one open', [1, -1]],
    ['one copied', [1, 0, 6]],
    ['the first copied', [0, 24]],
    ['the first open', [-1, 24]],
    ['several rows for a picture', [4, 6]],
    ['several rows, one size open', [8, -1]],
  ])('%s', async (_, sizes) => {
    await expectFollows(model(1, [node('Reshape', ['x', 'sizes'], 'y')], [whole('sizes', sizes)]), 1);
  });

  it('for a declared batch of four', async () => {
    for (const sizes of [
      [4, -1],
      [4, 4, 6],
      [8, 12],
    ])
      await expectFollows(model(4, [node('Reshape', ['x', 'sizes'], 'y')], [whole('sizes', sizes)]), 4);
  });

  it('after another one that made several rows of a picture', async () => {
    const nodes = [node('Reshape', ['x', 'rows'], 'r'), node('Reshape', ['r', 'sizes'], 'y')];
    await expectFollows(model(1, nodes, [whole('rows', [8, 3]), whole('sizes', [1, 4, 6])]), 1);
  });
});

it('rows that are joined to those of one picture are repeated', async () => {
  const nodes = [node('Reshape', ['x', 'sizes'], 'r'), node('Concat', ['token', 'r'], 'y', [int('axis', 1)])];
  await expectFollows(model(1, nodes, [whole('sizes', [1, 4, 6]), weights('token', [1, 1, 6])]), 1);
});

it('weights keep their sizes', async () => {
  const nodes = [
    node('Reshape', ['w', 'sizes'], 'r'),
    node('Transpose', ['r'], 't', [ints('perm', [0, 2, 1])]),
    node('Reshape', ['x', 'flat'], 'f'),
    node('MatMul', ['f', 't'], 'y'),
  ];
  const initializers = [...[weights('w', [1, 24]), whole('sizes', [1, 4, 6]), whole('flat', [1, 4, 6])]];
  await expectFollows(model(1, nodes, initializers), 1);
});

it('a batch that is not on the first axis is left alone', () => {
  const nodes = [
    node('Transpose', ['x'], 't', [ints('perm', [1, 0, 2, 3])]),
    node('Reshape', ['t', 'sizes'], 'y'),
  ];
  const file = model(1, nodes, [whole('sizes', [4, 1, 6])]);
  expect(() => decodeForeign(file, { inputShape: () => ['batch', ...rest] })).toThrow('Reshape');
});
