// Einsum, written out as matrix products. Axes that both operands and the result have form a batch, axes that
// the result does not need are summed, and the others form rows and columns.
import type { Value } from '../graph/graph.ts';
import { GraphError } from '../graph/operator.ts';
import { matMul, reduceSum, transpose } from '../graph/operators/index.ts';
import type { Dimension } from '../graph/tensor-type.ts';
import type { Call, Writing } from './calls.ts';
import { reshapeTo } from './open-shapes.ts';

/** A value with a letter for each axis. */
interface Lettered {
  readonly value: Value;
  readonly letters: readonly string[];
}

export function einsum(call: Call, { valueOf }: Writing): readonly Value[] {
  const equation = String(call.attributes['equation'] ?? '').replaceAll(/\s/g, '');
  const [left, right] = equation.split('->') as [string, string?];
  const terms = left.split(',').map((term) => [...term]);
  const isPlain = terms.every((term) => new Set(term).size === term.length && !term.includes('.'));
  if (!isPlain || terms.length !== call.inputs.length)
    throw new GraphError(`Einsum ${call.name}: '${equation}' is not supported`);
  const letters = right === undefined ? implied(terms) : [...right];
  const operands = terms.map((term, i): Lettered => ({ value: valueOf(call.inputs[i]), letters: term }));
  const product = operands
    .slice(1)
    .reduce((sum, next, i) => multiply(sum, next, neededAfter(terms, i + 2, letters)), operands[0]!);
  return [ordered(summed(product, letters), letters)];
}

/** Without an arrow, the result has the letters that occur once, in alphabetical order. */
function implied(terms: readonly (readonly string[])[]): string[] {
  const all = terms.flat();
  return all.filter((letter) => all.indexOf(letter) === all.lastIndexOf(letter)).sort();
}

/** The letters that the result or a later operand needs. */
const neededAfter = (
  terms: readonly (readonly string[])[],
  from: number,
  result: readonly string[],
): ReadonlySet<string> => new Set([...terms.slice(from).flat(), ...result]);

/** Sums over the axes whose letters are not wanted. */
function summed({ value, letters }: Lettered, wanted: Iterable<string>): Lettered {
  const kept = new Set(wanted);
  const axes = letters.flatMap((letter, axis) => (kept.has(letter) ? [] : [axis]));
  if (axes.length === 0) return { value, letters };
  return {
    value: reduceSum(value, { axes, keepDims: false }),
    letters: letters.filter((letter) => kept.has(letter)),
  };
}

function ordered({ value, letters }: Lettered, order: readonly string[]): Value {
  const perm = order.map((letter) => letters.indexOf(letter));
  if (perm.includes(-1)) throw new GraphError('Einsum: the result has a letter that no operand has');
  return perm.every((axis, i) => axis === i) ? value : transpose(value, perm);
}

function multiply(a: Lettered, b: Lettered, needed: ReadonlySet<string>): Lettered {
  const [inA, inB] = [new Set(a.letters), new Set(b.letters)];
  const left = summed(a, [...needed, ...inB]);
  const right = summed(b, [...needed, ...inA]);
  const shared = left.letters.filter((letter) => right.letters.includes(letter));
  const batch = shared.filter((letter) => needed.has(letter));
  const inner = shared.filter((letter) => !needed.has(letter));
  const rows = left.letters.filter((letter) => !shared.includes(letter));
  const columns = right.letters.filter((letter) => !shared.includes(letter));
  const sizeOf = sizesOf([left, right]);
  const matrixA = asMatrix(left, [batch, rows, inner], sizeOf);
  const matrixB = asMatrix(right, [batch, inner, columns], sizeOf);
  const letters = [...batch, ...rows, ...columns];
  return { value: reshapeTo(matMul(matrixA, matrixB), letters.map(sizeOf)), letters };
}

function sizesOf(operands: readonly Lettered[]): (letter: string) => Dimension {
  const sizes = new Map<string, Dimension>();
  for (const { value, letters } of operands)
    letters.forEach((letter, axis) => {
      const known = sizes.get(letter);
      if (known === undefined || known === 1) sizes.set(letter, value.shape[axis]!);
    });
  return (letter) => sizes.get(letter)!;
}

/** Reshapes to `[...batch, rows, columns]`, with each of the two groups of letters joined into one axis. */
function asMatrix(
  operand: Lettered,
  [batch, rows, columns]: readonly [readonly string[], readonly string[], readonly string[]],
  sizeOf: (letter: string) => Dimension,
): Value {
  const value = ordered(operand, [...batch, ...rows, ...columns]);
  const join = (letters: readonly string[]): Dimension => {
    const sizes = letters.map(sizeOf);
    if (sizes.length === 1) return sizes[0]!;
    const open = sizes.some((size) => typeof size === 'string');
    return open ? -1 : sizes.reduce<number>((product, size) => product * (size as number), 1);
  };
  return reshapeTo(value, [...batch.map(sizeOf), join(rows), join(columns)]);
}
