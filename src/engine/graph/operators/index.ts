/**
 * All operators that the engine knows, and the functions that add them to a graph. The name of an operator's
 * definition starts with a capital, as in ONNX; the name of the function that adds it does not.
 *
 * @module
 */
import type { Operator } from '../operator.ts';
import * as activation from './activation.ts';
import * as arithmetic from './arithmetic.ts';
import * as blocked from './blocked.ts';
import * as convolution from './convolution.ts';
import * as linearAlgebra from './linear-algebra.ts';
import * as normalization from './normalization.ts';
import * as pooling from './pooling.ts';
import * as quantization from './quantization.ts';
import * as reduction from './reduction.ts';
import * as resize from './resize.ts';
import * as selection from './selection.ts';
import * as shaping from './shaping.ts';

export * from './activation.ts';
export * from './arithmetic.ts';
export * from './convolution.ts';
export * from './linear-algebra.ts';
export * from './normalization.ts';
export * from './pooling.ts';
export * from './quantization.ts';
export * from './reduction.ts';
export * from './resize.ts';
export * from './selection.ts';
export * from './shaping.ts';

const families = [
  activation,
  arithmetic,
  blocked,
  convolution,
  linearAlgebra,
  normalization,
  pooling,
  quantization,
  reduction,
  resize,
  selection,
  shaping,
];

const isOperator = (exported: unknown): exported is Operator =>
  typeof exported === 'object' && exported !== null && 'infer' in exported;

/**
 * The key of an operator: its type, preceded by the domain if it is one of the runtime's internal operators.
 */
export const operatorKey = ({ type, domain }: Pick<Operator, 'type' | 'domain'>): string =>
  domain.startsWith('com.') ? `${domain}.${type}` : type;

/** Every known operator by its key. */
export const operators: ReadonlyMap<string, Operator> = new Map(
  families
    .flatMap((family): unknown[] => Object.values(family))
    .filter(isOperator)
    .map((operator) => [operatorKey(operator), operator]),
);
