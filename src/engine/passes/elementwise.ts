// Elementwise operators. Passes may crop them, or move them to another layout, whatever they compute.
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
    'Erf',
    'Cast',
    'Equal',
    'Greater',
    'Less',
    'And',
    'Clip',
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
