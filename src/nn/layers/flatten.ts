import { z } from 'zod';
import { flatten as flattenOperator } from '../../engine/graph/operators/index.ts';
import { defineLayer, type Layer } from '../layer.ts';

const defined = defineLayer('flatten', z.strictObject({}), (_, x) => flattenOperator(x));

/** `[batch, ...]` to `[batch, features]`. */
export const flatten = Object.assign((options: Record<string, never> = {}): Layer => defined(options), {
  type: defined.type,
});
