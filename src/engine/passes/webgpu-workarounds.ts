// Rewrites what ONNX Runtime's WebGPU provider (1.30) lacks, refuses or silently computes wrong, using
// operators that it computes right. Each rule states the defect. The contract suite found them on software
// Vulkan; once it passes without a rule, the rule can go.
import type { Graph, Node, Value } from '../graph/graph.ts';
import {
  cast,
  concat,
  exp,
  expand,
  greater,
  groupsOf,
  less,
  log,
  pad,
  pow,
  reduceMax,
  reduceSum,
  slice,
  sub,
} from '../graph/operators/index.ts';
import { sliceRanges } from '../graph/operators/shaping.ts';
import { sameShape, staticShape } from '../graph/tensor-type.ts';
import { rewrite } from './rewrite.ts';

/** The replacement of a node, from its inputs in the new graph; undefined if the provider is right. */
type Rule = (node: Node, inputs: readonly Value[]) => readonly Value[] | undefined;

export const workAroundWebgpu = (graph: Graph): Graph =>
  rewrite(graph, (node, { translate }) =>
    rules[node.operator.type]?.(
      node,
      node.inputs.map((value) => value && translate(value)) as readonly Value[],
    ),
  );

/**
 * Input channels in threes (6, 9, 15, ...) are read as if they were in fours (microsoft/onnxruntime#29651);
 * channels of zeros fill up.
 */
const convolution: Rule = (node, [x, weights, bias]) => {
  const groups = groupsOf(node);
  const [filters, channels] = staticShape(weights!.shape) as [number, number];
  const perGroup = filters / groups;
  // Results are written four at a time, across the boundary between groups.
  if (groups > 1 && perGroup > 4 && perGroup % 4 !== 0) return [inParts(node, [x!, weights!, bias], groups)];
  if (groups > 1 || channels === 3 || channels % 3 !== 0 || channels % 4 === 0) return undefined;
  const missing = 4 - (channels % 4);
  const filled = [x!, weights!].map((value) => withChannels(value, missing));
  return x!.graph.add(node.operator, [...filled, bias], node.attributes, 1, node.name);
};

const withChannels = (x: Value, more: number): Value => {
  const none = x.shape.map(() => 0);
  return pad(x, [...none, ...none.with(1, more)]);
};

/**
 * With several input channels and one output channel for each group, all groups but the first use wrong
 * weights.
 */
const transposedConvolution: Rule = (node, [x, weights, bias]) => {
  const groups = groupsOf(node);
  const [channels, perGroup] = staticShape(weights!.shape) as [number, number];
  if (groups === 1 || perGroup > 1 || channels === groups) return undefined;
  return [inParts(node, [x!, weights!, bias], groups)];
};

/** A grouped convolution as one convolution for each group. */
function inParts(node: Node, [x, weights, bias]: readonly (Value | undefined)[], groups: number): Value {
  const attributes = { ...node.attributes, group: 1 };
  const parts = Array.from({ length: groups }, (_, group) => {
    const part = (value: Value, axis: number) => {
      const size = (value.shape[axis] as number) / groups;
      return slice(value, { starts: [group * size], ends: [(group + 1) * size], axes: [axis] });
    };
    const inputs = [part(x!, 1), part(weights!, 0), ...(bias ? [part(bias, 0)] : [])];
    return x!.graph.add(node.operator, inputs, attributes, 1)[0]!;
  });
  return concat(parts, 1);
}

/** A backwards slice always starts at the last element, so the elements after its start are cut off first. */
const backwardsSlice: Rule = (node, [x]) => {
  const ranges = sliceRanges(node);
  const late = ranges.filter(({ axis, start, step }) => step < 0 && start + 1 < (x!.shape[axis] as number));
  if (late.length === 0) return undefined;
  const axesOf = (given: typeof ranges) => given.map(({ axis }) => axis);
  const cut = slice(x!, {
    starts: late.map(() => 0),
    ends: late.map(({ start }) => start + 1),
    axes: axesOf(late),
  });
  const ends = ranges.map(({ start, step, count }) => start + (count - 1) * step + Math.sign(step));
  return [
    slice(cut, {
      starts: ranges.map(({ start }) => start),
      ends: ends.map((end) => (end < 0 ? -Number.MAX_SAFE_INTEGER : end)),
      axes: axesOf(ranges),
      steps: ranges.map(({ step }) => step),
    }),
  ];
};

/** Pow fails if both operands are broadcast, so they are expanded first. */
const power: Rule = (node, [base, exponent]) => {
  const { shape } = node.outputs[0]!;
  if ([base!, exponent!].some((value) => sameShape(value.shape, shape))) return undefined;
  const sizes = staticShape(shape);
  return [pow(expand(base!, sizes), expand(exponent!, sizes))];
};

/** The provider lacks LogSoftmax: the CPU would compute it, and the device would wait for it twice. */
const logSoftmaxRule: Rule = (node, [x]) => {
  const axes = [Number(node.attributes['axis'] ?? -1)];
  const shifted = sub(x!, reduceMax(x!, { axes }));
  return [sub(shifted, log(reduceSum(exp(shifted), { axes })))];
};

/** The provider lacks Sign. */
const signRule: Rule = (_, [x]) => [sub(cast(greater(x!, 0), x!.dtype), cast(less(x!, 0), x!.dtype))];

/**
 * The provider converts bytes but does not slice them: the CPU would. So pictures become numbers before they
 * are cropped.
 */
const castOfSlice: Rule = (node, [x]) => {
  const { producer } = x!;
  if (x!.dtype !== 'uint8' || producer?.operator.type !== 'Slice') return undefined;
  const [bytes, ...ranges] = producer.inputs;
  const numbers = cast(bytes!, node.outputs[0]!.dtype);
  return x!.graph.add(producer.operator, [numbers, ...ranges], producer.attributes, 1, producer.name);
};

const rules: Readonly<Record<string, Rule>> = {
  Cast: castOfSlice,
  Conv: convolution,
  ConvTranspose: transposedConvolution,
  Sign: signRule,
  Slice: backwardsSlice,
  Pow: power,
  LogSoftmax: logSoftmaxRule,
};
