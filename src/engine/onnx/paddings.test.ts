// Implicit paddings over many sizes: rounding at the borders is a convention.
import { describe, it } from 'vitest';
import { expectSame, int, ints, node, text, weights, type ForeignModel } from '../testing/foreign-models.ts';

type Attributes = NonNullable<Parameters<typeof node>[3]>;

const sizes = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** An operator on pictures of a size, once for each list of attributes. */
const inManyWays = (
  opset: number,
  type: string,
  size: number,
  ways: readonly Attributes[],
  kernel?: number,
): ForeignModel => ({
  opset,
  inputs: { x: [1, 2, size, size + 1] },
  ...(kernel !== undefined && { initializers: [weights('w', [2, 2, kernel, kernel])] }),
  nodes: ways.map((way, i) => node(type, kernel === undefined ? ['x'] : ['x', 'w'], `y${i}`, way)),
  outputs: ways.map((_, i) => `y${i}`),
});

const twice = (number: number): number[] => [number, number];

describe.each(['SAME_UPPER', 'SAME_LOWER', 'VALID', 'NOTSET'])('auto_pad %s', (mode) => {
  const strided = (kernel: number, strides: readonly number[]): Attributes[] =>
    strides.map((stride) => [
      text('auto_pad', mode),
      ints('kernel_shape', twice(kernel)),
      ints('strides', twice(stride)),
    ]);

  it.each([1, 2, 3])('of Conv with a kernel of %i', async (kernel) => {
    for (const size of [5, 6, 7])
      await expectSame(inManyWays(11, 'Conv', size, strided(kernel, [1, 2, 3]), kernel));
  });

  it.each([1, 2, 3, 4])('of ConvTranspose with a kernel of %i', async (kernel) => {
    for (const size of [4, 5])
      await expectSame(inManyWays(11, 'ConvTranspose', size, strided(kernel, [1, 2, 3]), kernel));
  });

  it.each(['MaxPool', 'AveragePool'])('of %s', async (type) => {
    for (const size of [5, 6, 7])
      await expectSame(inManyWays(11, type, size, [...strided(2, [1, 2]), ...strided(3, [1, 2, 3])]));
  });
});

it('output sizes of ConvTranspose', async () => {
  const transposed = (...attributes: Attributes) => [ints('strides', [2, 2]), ...attributes];
  const ways = [
    transposed(ints('output_shape', [6, 7])),
    transposed(ints('output_shape', [8, 9])),
    transposed(ints('output_shape', [6, 8]), text('auto_pad', 'SAME_UPPER')),
    transposed(ints('output_shape', [6, 8]), ints('output_padding', [1, 1])),
  ];
  await expectSame(inManyWays(11, 'ConvTranspose', 3, ways, 3));
});

describe('ceil_mode', () => {
  const ways = [2, 3].flatMap((kernel) =>
    [1, 2, 3].flatMap((stride) =>
      [
        [0, 0, 0, 0],
        [1, 1, 1, 1],
        [0, 1, 1, 0],
      ].map((pads): Attributes => [
        int('ceil_mode', 1),
        ints('kernel_shape', twice(kernel)),
        ints('strides', twice(stride)),
        ints('pads', pads),
      ]),
    ),
  );

  it.each([10, 11, 19, 22])('of MaxPool of version %i', async (opset) => {
    for (const size of sizes) await expectSame(inManyWays(opset, 'MaxPool', size, ways));
  });

  it.each([10, 11, 19, 22])('of AveragePool of version %i', async (opset) => {
    for (const size of sizes) await expectSame(inManyWays(opset, 'AveragePool', size, ways));
  });

  it.each([10, 11, 19, 22])('of AveragePool of version %i with padding counted', async (opset) => {
    const counting = ways.map((way) => [...way, int('count_include_pad', 1)]);
    for (const size of sizes) await expectSame(inManyWays(opset, 'AveragePool', size, counting));
  });
});
