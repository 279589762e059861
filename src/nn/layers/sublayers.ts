// Helpers for layers with inner layers: the option that lists them, and their application. Not a layer
// itself.
import { z } from 'zod';
import type { Value } from '../../engine/graph/graph.ts';
import type { Layer, LayerContext } from '../layer.ts';

/** Applies layers one after the other. */
export const applyInTurn = (layers: readonly Layer[], context: LayerContext, x: Value): Value =>
  layers.reduce((value, layer) => {
    const inner = context.within(layer);
    const y = value.graph.within(inner.name, () => layer.apply(inner, value));
    context.record({ name: inner.name, layer, input: value, output: y });
    return y;
  }, x);

/** A list of layers, as an option of a layer. */
export const layerList = z.array(
  z.custom<Layer>(
    (given) => typeof (given as Partial<Layer> | null)?.apply === 'function',
    'expected a layer',
  ),
);
