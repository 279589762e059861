import { z } from 'zod';
import type { Value } from '../../engine/graph/graph.ts';
import { concat } from '../../engine/graph/operators/index.ts';
import { formatShape } from '../../engine/graph/tensor-type.ts';
import { InputError } from '../../errors.ts';
import { defineLayer, type LayerFactory } from '../layer.ts';
import { applyInTurn, layerList } from './sublayers.ts';

/** The sizes that all branches must share: all except the channels. */
const sharedSizes = ({ shape }: Value): string => shape.toSpliced(1, 1).join();

const schema = z.strictObject({
  /** At least two lists of layers; an empty one passes the input on. */
  branches: z.array(layerList.readonly()).min(2).readonly(),
});

/** The options of `concatenate`. */
export interface ConcatenateOptions extends z.input<typeof schema> {}

/**
 * Applies several branches of layers to the same input and joins the results along the channels of pictures
 * or the features of a matrix (Szegedy et al., 2015). A branch without layers is the input itself, as in
 * dense blocks (Huang et al., 2017). Building it throws an InputError if branches differ in any other size.
 *
 * @function
 * @example concatenate({ branches: [[], [conv2d({ filters: 12, kernelSize: 3, padding: 'same' })]] })
 */
export const concatenate: LayerFactory<ConcatenateOptions> = defineLayer(
  'concatenate',
  schema,
  (context, x, { branches }) => {
    const outputs = branches.map((layers) => applyInTurn(layers, context, x));
    const fit = outputs.every(
      (value) => value.shape.length > 1 && sharedSizes(value) === sharedSizes(outputs[0]!),
    );
    if (!fit) {
      const shapes = outputs.map(({ shape }) => formatShape(shape)).join(' and ');
      const wanted = `for the input ${formatShape(x.shape)}, branches may differ only in their channels`;
      throw new InputError(`${context.name}: ${shapes} can't be joined: ${wanted}`);
    }
    return concat(outputs, 1);
  },
);
