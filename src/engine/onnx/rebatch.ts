// Exporters write a fixed batch into constants: into the sizes of reshapes, and into rows that are joined to
// those of each picture. If the model is read with another batch, they follow it.
import { sizes } from '../constants/elements.ts';
import { factorOf, nameOf } from '../graph/dimension.ts';
import type { Dimension, Shape } from '../graph/tensor-type.ts';
import { constantOf, type Call, type Operand, type Writing } from './calls.ts';
import { expandTo } from './open-shapes.ts';

/** The batch that a model declares, and the one that it is read with. */
export interface Rebatching {
  readonly declared: number;
  readonly wanted: Dimension;
}

/** A call whose sizes follow the batch, if it has such sizes. */
export function rebatched(call: Call, batches: Rebatching, writing: Writing): Call {
  if (call.domain !== '') return call;
  if (call.type === 'Reshape') return withReshaped(call, batches);
  return call.type === 'Concat' ? withRepeated(call, batches, writing) : call;
}

/** Whether the first axis of a shape is the batch, or a multiple of it. */
const isBatched = ([first]: Shape, { wanted }: Rebatching): boolean =>
  typeof wanted === 'string'
    ? first !== undefined && nameOf(first) === wanted
    : typeof first === 'number' && first % wanted === 0;

/** A reshape to as many elements as a declared batch has: the first axis takes what the batch has now. */
function withReshaped(call: Call, batches: Rebatching): Call {
  const [x, list] = call.inputs;
  const given = constantOf(list)?.data;
  if (!x || !given || constantOf(x) || !isBatched(x.shape, batches)) return call;
  const allowsZero = call.attributes['allowzero'] === 1;
  const [first, ...rest] = Array.from(given as ArrayLike<number | bigint>, (size, axis) =>
    Number(size) === 0 && !allowsZero ? Number(x.shape[axis]) : Number(size),
  );
  if (first === undefined || !(first > 0 && first % batches.declared === 0)) return call;
  const known = rest.reduce((product, size) => (size === -1 ? product : product * size), first);
  const left = declaredCount(x.shape, batches) / known;
  if (!Number.isInteger(left) || !(left === 1 || rest.includes(-1))) return call;
  return { ...call, inputs: [x, sizes([-1, ...rest.map((size) => (size === -1 ? left : size))])] };
}

/** The number of elements that a value has with the declared batch; NaN if that is not known. */
function declaredCount(shape: Shape, { declared, wanted }: Rebatching): number {
  const named = shape.filter((size) => typeof size === 'string');
  if (named.length > 1) return NaN;
  const count = shape.reduce<number>((product, size) => product * factorOf(size), 1);
  return (count / (typeof wanted === 'number' ? wanted : 1)) * declared;
}

/** Rows for a declared batch of one are repeated if other operands have the rows of the batch. */
function withRepeated(call: Call, { declared, wanted }: Rebatching, writing: Writing): Call {
  const hasBatch = call.inputs.some((operand) => operand?.shape[0] === wanted);
  if (declared !== 1 || call.attributes['axis'] === 0 || !hasBatch) return call;
  const repeated = (operand: Operand): Operand =>
    operand.shape[0] === declared
      ? expandTo(writing.valueOf(operand), (operand.shape as Shape).with(0, wanted), writing.like())
      : operand;
  return { ...call, inputs: call.inputs.map((operand) => operand && repeated(operand)) };
}
