// One use of an operator, as data: inputs, how to build the node, and an independent oracle for its result.
// The contract in `operator-contract.ts` runs every case; the cases are in `cases/`, one file per family.
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Value } from '../graph/graph.ts';
import { Random } from '../../random.ts';
import { pytorchFixture } from './pytorch.ts';

/**
 * A floating-point operand in row-major order. All elements are multiples of 2⁻¹², so small steps from them
 * are exact.
 */
export interface CaseInput {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** What the contract compares with: always values, and gradients if the oracle has them. */
type Oracle =
  | { readonly kind: 'tensorflow'; readonly compute: (...inputs: Tensor[]) => Tensor }
  | { readonly kind: 'pytorch'; readonly fixture: string }
  | { readonly kind: 'plain'; readonly compute: (...inputs: (readonly number[])[]) => readonly number[] };

export interface OperatorCase {
  readonly name: string;
  readonly inputs: readonly CaseInput[];
  /** Builds the case in the graph of its operands, which have the given shapes. */
  readonly build: (...operands: Value[]) => Value;
  readonly oracle: Oracle;
}

/** Cases by the type of their operator. */
export type OperatorCases = Readonly<Record<string, readonly OperatorCase[]>>;

interface Fill {
  low?: number;
  high?: number;
  /** Kinks and poles; no element comes closer than 0.1 to them. */
  avoid?: readonly number[];
  /** The seed of the elements; operands of one case that must differ need different seeds. */
  seed?: number;
}

const resolution = 2 ** 12;
const toGrid = (number: number): number => Math.round(number * resolution) / resolution;

/** Elements drawn uniformly from [low, high), by default [-1.5, 1.5) without a neighbourhood of 0. */
export function drawn(
  shape: readonly number[],
  { low = -1.5, high = 1.5, avoid = [0], seed = 1 }: Fill = {},
): CaseInput {
  const random = new Random(seed, 'case', shape.join('x'));
  const draw = (): number => {
    const number = toGrid(random.between(low, high));
    return avoid.some((kink) => Math.abs(number - kink) < 0.1) ? draw() : number;
  };
  return { shape, data: Array.from({ length: sizeOf(shape) }, draw) };
}

/**
 * Elements that all differ by 0.1 or more, in random order, so that a small step never changes which is the
 * maximum. Operands that are compared with each other must have different shifts.
 */
export function distinct(shape: readonly number[], { seed = 1, shift = 0 } = {}): CaseInput {
  const size = sizeOf(shape);
  const values = Array.from({ length: size }, (_, i) =>
    toGrid((i - Math.floor(size / 2) + 0.5) * 0.1 + shift),
  );
  return { shape, data: new Random(seed, 'distinct').shuffle(values) };
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((size, dimension) => size * dimension, 1);

type Build = OperatorCase['build'];

/** A case whose values and gradients TensorFlow.js knows. */
export const tensorflowCase = (
  name: string,
  inputs: readonly CaseInput[],
  build: Build,
  compute: (...inputs: Tensor[]) => Tensor,
): OperatorCase => ({ name, inputs, build, oracle: { kind: 'tensorflow', compute } });

/** A case whose inputs, values and gradients are in the PyTorch fixture under its name. */
export const pytorchCase = (name: string, build: Build): OperatorCase => ({
  name,
  inputs: pytorchFixture(name).inputs,
  build,
  oracle: { kind: 'pytorch', fixture: name },
});

/** A case whose values a few lines of JavaScript compute. Only finite differences check its gradients. */
export const plainCase = (
  name: string,
  inputs: readonly CaseInput[],
  build: Build,
  compute: (...inputs: (readonly number[])[]) => readonly number[],
): OperatorCase => ({ name, inputs, build, oracle: { kind: 'plain', compute } });
