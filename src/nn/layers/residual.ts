import { z } from 'zod';
import { add } from '../../engine/graph/operators/index.ts';
import { sameShape } from '../../engine/graph/tensor-type.ts';
import { InputError } from '../../errors.ts';
import { parseConfig, type Layer, type LayerContext } from '../layer.ts';
import type { Value } from '../../engine/graph/graph.ts';

/** Applies layers one after the other. */
export const applyInTurn = (layers: readonly Layer[], context: LayerContext, x: Value): Value =>
  layers.reduce((value, layer) => {
    const inner = context.within(layer);
    const y = value.graph.within(inner.name, () => layer.apply(inner, value));
    context.record({ name: inner.name, layer, input: value, output: y });
    return y;
  }, x);

export interface ResidualOptions {
  readonly layers: readonly Layer[];
  /** What the input goes through on its way past them; nothing by default. */
  readonly shortcut?: readonly Layer[];
}

const layerList = z.array(
  z.custom<Layer>(
    (given) => typeof (given as Partial<Layer> | null)?.apply === 'function',
    'expected a layer',
  ),
);
const schema = z.strictObject({ layers: layerList.min(1), shortcut: layerList.default([]) });

/**
 * The sum of what layers make of their input and the input itself (He et al., 2016).
 *
 * @example residual({ layers: [conv2d({ filters: 16, kernelSize: 3, padding: 'same' }), batchNormalization()] })
 */
function createResidual(options: ResidualOptions): Layer {
  const { layers, shortcut } = parseConfig('residual', schema, options);
  return {
    type: 'residual',
    apply(context, x) {
      const y = applyInTurn(layers, context, x);
      const past = applyInTurn(shortcut, context, x);
      if (!sameShape(y.shape, past.shape)) {
        const shapes = `[${y.shape.join(', ')}] and [${past.shape.join(', ')}]`;
        throw new InputError(
          `residual: ${shapes} can't be added: give it a shortcut that changes the shape alike`,
        );
      }
      return add(y, past);
    },
    toJSON: () => ({
      type: 'residual',
      layers: layers.map((layer) => layer.toJSON()),
      shortcut: shortcut.map((layer) => layer.toJSON()),
    }),
  };
}

export const residual = Object.assign(createResidual, { type: 'residual' });
