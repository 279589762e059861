// The mask of ReLU's gradient, 1 where a value is positive and else 0, in one pass instead of two: a comparison makes bytes
// that must be cast to floats, a sigmoid of straight lines with the steepest slope there is gives the floats at once.
// They differ for positive numbers below 3e-39 only, of which single precision has no full ones.
import type { Graph } from '../graph/graph.ts';
import { Cast, Greater, hardSigmoid } from '../graph/operators/index.ts';
import { rewrite } from './rewrite.ts';

const steepest = 3e38;

export const maskInOnePass = (graph: Graph): Graph =>
  rewrite(graph, (node, { translate }) => {
    const compared = node.inputs[0]?.producer;
    if (node.operator !== Cast || compared?.operator !== Greater) return undefined;
    const [x, bound] = compared.inputs;
    const isMask = x!.dtype === 'float32' && node.outputs[0]!.dtype === 'float32';
    const isPositive = bound!.data?.length === 1 && bound!.data[0] === 0;
    return isMask && isPositive ? [hardSigmoid(translate(x!), { alpha: steepest, beta: 0 })] : undefined;
  });
