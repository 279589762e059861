// Nodes in the form of older versions of ONNX's operator set than the engine's own, for other programs'
// runtimes. `dialects.ts` does the reverse when a file is read.
import type { Node, Value } from '../graph/graph.ts';
import { GraphError, type Attributes } from '../graph/operator.ts';

/** The version of ONNX's operator set that graphs use. */
export const ownOpset = 21;

/** The versions that can be written. */
export const [oldestWrittenOpset, newestWrittenOpset] = [13, ownOpset];

/** The IR version that came with a version of the operator set. */
export const irVersionFor = (opset: number): number =>
  opset >= 21 ? 10 : opset >= 19 ? 9 : opset >= 15 ? 8 : 7;

/** The version from which each reduction takes its axes as an input; before, they are an attribute. */
const axesAsInput = new Map(
  ['ReduceMax', 'ReduceMean', 'ReduceMin', 'ReduceProd', 'ReduceL1', 'ReduceL2'].map((type) => [type, 18]),
);

/** The inputs and attributes of a node in the form of a version. */
export function formFor(
  { operator, inputs, attributes, name }: Node,
  opset: number,
): { readonly inputs: readonly (Value | undefined)[]; readonly attributes: Attributes } {
  const [, axes] = inputs;
  const isOlder = opset < (axesAsInput.get(operator.type) ?? 0);
  if (!isOlder || !axes) return { inputs, attributes };
  if (!axes.data)
    throw new GraphError(`${name}: ${operator.type} with computed axes needs version 18 of ONNX's operators`);
  const { keepdims = 1 } = attributes;
  return {
    inputs: inputs.slice(0, 1),
    attributes: { keepdims, axes: Array.from(axes.data as BigInt64Array, Number) },
  };
}
