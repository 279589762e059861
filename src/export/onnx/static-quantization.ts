// Static quantisation: the inputs of convolutions and dense layers become 8-bit integers too, with scales
// that are fixed beforehand from training pictures (Jacob et al., 2018, "Quantization and training of neural
// networks for efficient integer-arithmetic-only inference"). In ONNX's QDQ form, each such input goes
// through QuantizeLinear and DequantizeLinear, and the kernel is an integer constant behind DequantizeLinear;
// a runtime fuses them to integer arithmetic where it has it.
import type { Graph, Node, Value } from '../../engine/graph/graph.ts';
import { GraphError } from '../../engine/graph/graph-error.ts';
import {
  Conv,
  dequantizeLinear,
  Gemm,
  MatMul,
  quantizeLinear,
  QuantizeLinear,
} from '../../engine/graph/operators/index.ts';
import { readAttributes } from '../../engine/graph/operator.ts';
import { rewrite } from '../../engine/passes/rewrite.ts';
import { roundToBytes } from '../../nn/quantize-weights.ts';
import type { Range } from './ranges.ts';

/**
 * The largest magnitude of a kernel's levels: 7 bits. On processors without VNNI, ONNX Runtime adds two
 * products of 8-bit numbers in 16 bits, which saturate: 2 · 255 · 63 still fits.
 */
const largestLevel = 63;

/** The values to calibrate: the inputs of all nodes with constant kernels, each once. */
export const calibratedValues = (graph: Graph): Value[] => [
  ...new Set(graph.nodes.filter((node) => kernelAxis(node) !== undefined).map(({ inputs }) => inputs[0]!)),
];

/**
 * The graph in QDQ form: inputs as uint8 with one scale, kernels as int8 with a scale for each output
 * channel, biases as int32.
 *
 * @param ranges of the values that `calibratedValues` lists
 */
export function quantizeStatically(graph: Graph, ranges: ReadonlyMap<Value, Range>): Graph {
  const quantized = new Map<Value, Quantized>();
  return rewrite(graph, (node, { graph: target, translate }) => {
    const axis = kernelAxis(node);
    if (axis === undefined) return undefined;
    const [input, kernel, bias] = node.inputs as [Value, Value, Value | undefined];
    const x = quantized.get(input) ?? quantizeInput(target, input, translate(input), ranges.get(input)!);
    quantized.set(input, x);
    const small = roundToBytes(kernel.data as Float32Array, kernel.shape, axis, kernel.name, largestLevel);
    const levels = target.constant(small.levels, kernel.shape, 'int8', `${kernel.name}:int8`);
    const scales = target.constant(small.scales, [small.scales.length], 'float32', `${kernel.name}:scale`);
    const weights = dequantizeLinear(levels, scales, undefined, { axis });
    const shift = bias && (bias.data ? quantizeBias(target, bias, x.scale, small.scales) : translate(bias));
    const inputs = [x.value, weights, ...(shift ? [shift] : [])];
    return target.add(node.operator, inputs, node.attributes, node.outputs.length, node.name);
  });
}

/**
 * Refuses graphs whose activations are rounded: their weights can't be had in another precision.
 *
 * @throws GraphError if there is a QuantizeLinear
 */
export function refuseRoundedActivations({ nodes }: Graph): void {
  if (nodes.some(({ operator }) => operator === QuantizeLinear))
    throw new GraphError(
      'the activations are rounded to 8 bits already (static-int8); export the model that it was made from',
    );
}

/** The axis of output channels of a node's constant kernel; undefined if the node is not quantised. */
function kernelAxis(node: Node): number | undefined {
  const [x, kernel] = node.inputs;
  if (!x || x.data || !kernel?.data || kernel.dtype !== 'float32' || kernel.shape.length < 2)
    return undefined;
  if (node.operator === Conv) return 0;
  if (node.operator === Gemm) return readAttributes(Gemm.attributes, node).transB === 1 ? 0 : 1;
  return node.operator === MatMul && kernel.shape.length === 2 ? 1 : undefined;
}

interface Quantized {
  /** The value after both conversions. */
  readonly value: Value;
  readonly scale: number;
}

/** An input through uint8 and back. Zero is a level of its own, so that padding stays exact. */
function quantizeInput(graph: Graph, { name }: Value, x: Value, { low, high }: Range): Quantized {
  const [least, greatest] = [Math.min(low, 0), Math.max(high, 0)];
  const scale = Math.fround((greatest - least) / 255) || 1;
  const zeroPoint = Math.round(-least / scale);
  const scaleValue = graph.constant(Float32Array.of(scale), [], 'float32', `${name}:input scale`);
  const zero = graph.constant(Uint8Array.of(zeroPoint), [], 'uint8', `${name}:input zero`);
  return { value: dequantizeLinear(quantizeLinear(x, scaleValue, zero), scaleValue, zero), scale };
}

/** A bias as int32, in steps of the product of the input's scale and the kernel's. */
function quantizeBias(
  graph: Graph,
  { data, name, shape }: Value,
  scale: number,
  scales: Float32Array,
): Value {
  const steps = scales.map((own) => own * scale);
  const levels = Int32Array.from(data as Float32Array, (value, i) => Math.round(value / steps[i]!));
  return dequantizeLinear(
    graph.constant(levels, shape, 'int32', `${name}:int32`),
    graph.constant(steps, shape, 'float32', `${name}:scale`),
    undefined,
    { axis: 0 },
  );
}
