import { z } from 'zod';
import { flatten as flattenOperator } from '../../engine/graph/operators/index.ts';
import { defineLayer, type Layer, withType } from '../layer.ts';

const defined = defineLayer('flatten', z.strictObject({}), (_, x) => flattenOperator(x));

/**
 * `[batch, ...]` to `[batch, features]`.
 *
 * @function
 * @example flatten()
 */
export const flatten = withType(defined.type, (options: Record<string, never> = {}): Layer =>
  defined(options),
);
