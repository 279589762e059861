import { z } from 'zod';
import { add } from '../../engine/graph/operators/index.ts';
import { formatShape, sameShape } from '../../engine/graph/tensor-type.ts';
import { InputError } from '../../errors.ts';
import { defineLayer, type LayerFactory } from '../layer.ts';
import { applyInTurn, layerList } from './sublayers.ts';

const schema = z.strictObject({
  /** The layers whose result is added to the input. */
  layers: layerList.min(1).readonly(),
  /** Layers on the shortcut; none by default. */
  shortcut: layerList.readonly().default([]),
});

/** The options of `residual`. */
export interface ResidualOptions extends z.input<typeof schema> {}

/**
 * Adds the result of layers to their input (He et al., 2016). Building it throws an InputError if the two
 * have different shapes.
 *
 * @function
 * @example residual({ layers: [conv2d({ filters: 16, kernelSize: 3, padding: 'same' }), batchNormalization()] })
 */
export const residual: LayerFactory<ResidualOptions> = defineLayer(
  'residual',
  schema,
  (context, x, { layers, shortcut }) => {
    const y = applyInTurn(layers, context, x);
    const past = applyInTurn(shortcut, context, x);
    if (!sameShape(y.shape, past.shape)) {
      const shapes = `${formatShape(y.shape)} and ${formatShape(past.shape)}`;
      const wanted = `add a shortcut that turns the input ${formatShape(x.shape)} into ${formatShape(y.shape)}`;
      throw new InputError(`${context.name}: ${shapes} can't be added: ${wanted}`);
    }
    return add(y, past);
  },
);
