// Einsum agrees with ONNX Runtime.
import { describe, expect, it } from 'vitest';
import { GraphError } from '../graph/operator.ts';
import {
  decodeForeign,
  expectSame,
  foreignFile,
  node,
  text,
  type ForeignModel,
} from '../testing/foreign-models.ts';

const sizes: Readonly<Record<string, number>> = {
  a: 2,
  b: 3,
  c: 4,
  d: 5,
  e: 2,
  h: 2,
  i: 3,
  j: 4,
  k: 2,
  n: 3,
  q: 4,
};

/** An Einsum of inputs whose letters have the sizes above; B is the batch, which is open. */
function einsum(equation: string, shapes?: readonly (readonly (number | string)[])[]): ForeignModel {
  const terms = equation.replaceAll(' ', '').split('->')[0]!.split(',');
  const shapeOf = (term: string) => [...term].map((letter) => (letter === 'B' ? 'batch' : sizes[letter]!));
  const inputs = Object.fromEntries(terms.map((term, i) => [`x${i}`, shapes?.[i] ?? shapeOf(term)]));
  return {
    opset: 12,
    inputs,
    nodes: [node('Einsum', Object.keys(inputs), 'y', [text('equation', equation)])],
  };
}

describe('equations of one operand', () => {
  it.each(['ij->ji', 'abc->cab', 'abc->b', 'ab->', 'ij', 'ba', 'B a b -> B b', 'Babc->Bcba'])(
    '%s',
    async (equation) => {
      await expectSame(einsum(equation));
    },
  );
});

describe('equations of two operands', () => {
  it.each([
    'ij,jk->ik', // a product of matrices
    'ij,jk', // the same, implied
    'ij,kj->ki', // transposed, and the other order
    'i,j->ij', // an outer product
    'i,i->', // an inner product
    'i,i->i', // by element
    'ij,ij->ij',
    'ij,i->ij', // broadcast along j
    'aij,ajk->aik',
    'abij,abjk->abik',
    'bhqd,bhkd->bhqk', // attention's scores
    'bhqk,bhkd->bqhd', // and what is attended to, heads in the middle
    'bqhd,bkhd->bhqk',
    'Bhqd,Bhkd->Bhqk',
    'Bqc,cd->Bqd', // a dense layer
    'Bcij,cd->Bdij',
    'Bij,Bjk->Bik',
    'abc,bc->a',
    'abc,cd->ab', // d is summed
    'ab,cd->abcd', // nothing in common
    'ab,cd->', // everything is summed
    'abcd,bd->ca',
    'ij , jk -> i k',
    ',ij->ij',
  ])('%s', async (equation) => {
    await expectSame(einsum(equation));
  });
});

describe('equations of three operands', () => {
  it.each(['ij,jk,ka->ia', 'a,b,c->abc', 'ab,ab,ab->b', 'Bab,bc,cd->Bad', 'ai,bi,ci->abc'])(
    '%s',
    async (equation) => {
      await expectSame(einsum(equation));
    },
  );
});

/** Shapes as they are written here: `batch 3 4, 4 5`. */
const shapesOf = (written: string): (number | string)[][] =>
  written
    .split(', ')
    .map((shape) => shape.split(' ').map((size) => (size === 'batch' ? size : Number(size))));

it.each([
  ['...ij,...jk->...ik', '2 3 4 5, 2 3 5 2'],
  ['...ij,jk->...ik', 'batch 3 4 5, 5 2'],
  ['...i,...i->...', '2 3, 2 3'],
  ['...ij->...ji', 'batch 2 3'],
  ['b...c,cd->b...d', '2 3 4 5, 5 2'],
  ['...ij,...jk', '2 3 4, 2 4 5'],
  ['i...->...', '2 3 4'],
  ['...,...->...', '2 3, 2 3'],
  ['...i,i->...i', '3, 3'],
])('an ellipsis: %s of %s', async (equation, shapes) => {
  await expectSame(einsum(equation, shapesOf(shapes)));
});

it.each([
  ['ij,ij->ij', '3 1, 3 4'],
  ['ij,jk->ik', '3 1, 4 2'],
  ['aij,ajk->aik', '1 3 4, 2 4 5'],
  ['ij,ij->i', '1 4, 3 4'],
])('sizes of 1 are broadcast: %s of %s', async (equation, shapes) => {
  await expectSame(einsum(equation, shapesOf(shapes)));
});

describe('refuses', () => {
  it.each(['ii->i', 'ij,jk,ka->ia', 'i->j', '->', 'ij-', 'i1->i'])('%s of two matrices', (equation) => {
    const nodes = [node('Einsum', ['a', 'b'], 'y', [text('equation', equation)])];
    const file = foreignFile({ opset: 12, inputs: { a: [2, 2], b: [2, 2] }, nodes });
    expect(() => decodeForeign(file)).toThrow(new GraphError(`Einsum y: '${equation}' is not supported`));
  });

  it('a letter that only the result has', () => {
    expect(() => decodeForeign(foreignFile(einsum('ij->ijk')))).toThrow(
      new GraphError('Einsum y: the result has a letter that no operand has'),
    );
  });
});
