// Arithmetic on dimensions: a number, a name such as `batch`, or a whole multiple of a name, `64*batch`. It
// covers what exporters compute from shapes if the batch size is open.
import type { Dimension } from './tensor-type.ts';

interface Multiple {
  readonly factor: number;
  readonly name: string;
}

function parse(dimension: string): Multiple {
  const [, factor, name] = /^(?:(\d+)\*)?(.*)$/s.exec(dimension)!;
  return { factor: Number(factor ?? 1), name: name! };
}

const format = ({ factor, name }: Multiple): Dimension =>
  factor === 0 ? 0 : factor === 1 ? name : `${factor}*${name}`;

/** The factor of a dimension: the number itself, or that of the name. */
export const factorOf = (dimension: Dimension): number =>
  typeof dimension === 'number' ? dimension : parse(dimension).factor;

/** The name in a dimension, if it has one. */
export const nameOf = (dimension: Dimension): string | undefined =>
  typeof dimension === 'number' ? undefined : parse(dimension).name;

/** The product; undefined if it is not a multiple of one name. */
export function multiply(a: Dimension, b: Dimension): Dimension | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  if (typeof a === 'string' && typeof b === 'string') return undefined;
  const [count, named] = typeof a === 'number' ? [a, b as string] : [b as number, a];
  if (!Number.isInteger(count) || count < 0) return undefined;
  const { factor, name } = parse(named);
  return format({ factor: factor * count, name });
}

/** The quotient; undefined if it is not whole. */
export function divide(a: Dimension, b: Dimension): Dimension | undefined {
  if (typeof a === 'number' && typeof b === 'number') return b === 0 ? undefined : Math.trunc(a / b);
  if (typeof a === 'number') return undefined;
  const { factor, name } = parse(a);
  const quotient = factor / factorOf(b);
  if (!Number.isInteger(quotient)) return undefined;
  if (typeof b === 'number') return format({ factor: quotient, name });
  return nameOf(b) === name ? quotient : undefined;
}

/** The sum of a and `sign` times b; undefined if it is not a multiple of one name. */
export function addDimensions(a: Dimension, b: Dimension, sign: 1 | -1 = 1): Dimension | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a + sign * b;
  if (b === 0) return a;
  if (a === 0 && sign === 1) return b;
  if (nameOf(a) !== nameOf(b)) return undefined;
  const factor = factorOf(a) + sign * factorOf(b);
  return factor < 0 ? undefined : format({ factor, name: nameOf(a)! });
}
