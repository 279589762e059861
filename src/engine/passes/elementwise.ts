// Operators that work on each place of their operands by itself: what passes may crop, or move to another
// layout, without looking inside.
import type { Node } from '../graph/graph.ts';

const types = new Set([
  ...[
    'Add',
    'Sub',
    'Mul',
    'Div',
    'Sum',
    'Max',
    'Min',
    'Neg',
    'Abs',
    'Sqrt',
    'Exp',
    'Cast',
    'Equal',
    'Greater',
    'Where',
  ],
  ...[
    'Relu',
    'LeakyRelu',
    'Elu',
    'Selu',
    'Gelu',
    'Mish',
    'Tanh',
    'Sigmoid',
    'Softplus',
    'HardSwish',
    'HardSigmoid',
  ],
]);

export const isElementwise = (node: Node): boolean => types.has(node.operator.type);
