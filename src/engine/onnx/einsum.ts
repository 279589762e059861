// Einsum, written out as matrix products: axes that both operands keep are a batch, axes that neither result
// needs are summed, and what is left makes rows and columns.
import type { Value } from '../graph/graph.ts';
import { GraphError } from '../graph/operator.ts';
import { matMul, reduceSum, squeeze, transpose } from '../graph/operators/index.ts';
import type { Dimension } from '../graph/tensor-type.ts';
import type { Call, Writing } from './calls.ts';
import { reshapeTo } from './open-shapes.ts';

/** A value whose axes have letters. */
interface Lettered {
  readonly value: Value;
  readonly letters: readonly string[];
}

export function einsum(call: Call, { valueOf }: Writing): readonly Value[] {
  const equation = String(call.attributes['equation'] ?? '').replaceAll(/\s/g, '');
  const [left, right] = equation.split('->') as [string, string?];
  const terms = left.split(',');
  const values = call.inputs.map((operand) => valueOf(operand));
  const dots = ellipsisLetters(terms, values);
  const lettersOf = (term: string): string[] => [...term.replace('...', dots.join(''))];
  const lists = terms.map(lettersOf);
  const isRead = lists.every((list, i) => isPlain(list) && list.length === values[i]?.shape.length);
  if (!isRead || terms.length !== values.length || !isPlain(lettersOf(right ?? '')))
    throw new GraphError(`'${equation}' is not supported`);
  const sizeOf = sizesOf(values.map((value, i) => ({ value, letters: lists[i]! })));
  const operands = values.map((value, i) => withoutOnes({ value, letters: lists[i]! }, sizeOf));
  const wanted = right === undefined ? [...dots, ...implied(lists, dots)] : lettersOf(right);
  const product = operands
    .slice(1)
    .reduce((sum, next, i) => multiply(sum, next, neededAfter(operands, i + 2, wanted)), operands[0]!);
  return [ordered(summed(product, wanted), wanted)];
}

/** The axes that an ellipsis stands for, as letters that no equation has; as many in each term. */
function ellipsisLetters(terms: readonly string[], values: readonly Value[]): string[] {
  const place = terms.findIndex((term) => term.includes('...'));
  const count = place < 0 ? 0 : (values[place]?.shape.length ?? 0) - (terms[place]!.length - 3);
  return Array.from({ length: Math.max(0, count) }, (_, axis) => String.fromCodePoint(firstDotted + axis));
}

const firstDotted = 0x2460;

const isPlain = (letters: readonly string[]): boolean =>
  new Set(letters).size === letters.length &&
  letters.every((letter) => /[a-z]/i.test(letter) || letter.codePointAt(0)! >= firstDotted);

/** Without an arrow the result has the letters that occur once, in alphabetical order. */
function implied(terms: readonly (readonly string[])[], dots: readonly string[]): string[] {
  const all = terms.flat().filter((letter) => !dots.includes(letter));
  return all.filter((letter) => all.indexOf(letter) === all.lastIndexOf(letter)).sort();
}

/** An operand without axes of size 1 that other operands stretch. */
function withoutOnes({ value, letters }: Lettered, sizeOf: (letter: string) => Dimension): Lettered {
  const axes = letters.flatMap((letter, axis) =>
    value.shape[axis] === 1 && sizeOf(letter) !== 1 ? [axis] : [],
  );
  if (axes.length === 0) return { value, letters };
  return { value: squeeze(value, axes), letters: letters.filter((_, axis) => !axes.includes(axis)) };
}

/** The letters that the result or a later operand needs. */
const neededAfter = (
  operands: readonly Lettered[],
  from: number,
  result: readonly string[],
): ReadonlySet<string> => new Set([...operands.slice(from).flatMap(({ letters }) => letters), ...result]);

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
  if (perm.includes(-1)) throw new GraphError('the result has a letter that no operand has');
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

/** `[...batch, rows, columns]`: each of the two groups of letters joined into one axis. */
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
