// What is folded, and what is not.
import { expect, it } from 'vitest';
import { resnet20 } from '../../architectures/index.ts';
import { describeModel, type LayerDescription } from '../../nn/describe.ts';
import { fold, type Block } from './fold.ts';

let count = 0;

/** A layer of a type, with so many layers inside it. */
const layer = (type: string, inside = 0): LayerDescription => ({
  ...{
    name: `${type}_${++count}`,
    type,
    options: {},
    input: [1],
    output: [1],
    parameters: 0,
    multiplyAdds: 0,
  },
  ...(inside > 0 && { paths: [Array.from({ length: inside }, (_, i) => layer(`inner${i}`)), []] }),
});

/** `3(residual activation)` for a block that comes three times. */
const shown = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => ('times' in block ? `${block.times}(${shown(block.blocks)})` : block.layer.type))
    .join(' ');

const row = (text: string): LayerDescription[] =>
  text.split(' ').map((type) => (type === 'R' ? layer('R', 4) : layer(type)));

it.each([
  ['a', 'a'],
  ['a b a b', 'a b a b'], // two layers less are not worth a bracket
  ['a b a b a b', '3(a b)'],
  ['a a a a a', '5(a)'],
  ['R R', '2(R)'],
  ['a R a R a b', 'a 2(R a) b'], // a block begins with its layer of layers
  ['a R a R b', '2(a R) b'], // where what stands before that does not come behind it as well
  ['c a b a b a b d d d d d d', 'c 3(a b) 6(d)'],
])('%s is %s', (layers, folded) => {
  expect(shown(fold(row(layers)))).toBe(folded);
});

it('does not fold layers that differ in more than their name', () => {
  const rows = [layer('a'), layer('a'), layer('a'), layer('a'), layer('a')];
  expect(shown(fold(rows))).toBe('5(a)');
  expect(shown(fold(rows.with(2, { ...rows[2]!, options: { units: 3 } })))).toBe('a a a a a');
});

it('folds within nested layers', () => {
  const outer: LayerDescription = { ...layer('outer'), paths: [row('a a a a a a'), []] };
  const [block] = fold([outer]);
  expect('paths' in block! && block.paths.map(shown)).toEqual(['6(a)', '']);
});

it('folds resnet20 into its stages', () => {
  const { layers } = describeModel(resnet20(10), [1, 28, 28]);
  const block = 'residual activation';
  expect(shown(fold(layers))).toBe(
    `conv2d batchNormalization activation 3(${block}) ${block} 2(${block}) ${block} 2(${block}) globalAveragePooling2d dense`,
  );
});
