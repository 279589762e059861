import { z } from 'zod';
import type { Value } from '../../engine/graph/graph.ts';
import { concat } from '../../engine/graph/operators/index.ts';
import { formatShape } from '../../engine/graph/tensor-type.ts';
import { InputError } from '../../errors.ts';
import { defineLayer, type LayerFactory } from '../layer.ts';
import { applyInTurn, layerList } from './sublayers.ts';

/** The sizes that branches must have in common: all but the channels. */
const sharedSizes = ({ shape }: Value): string => shape.toSpliced(1, 1).join();

const schema = z.strictObject({
  /** Two lists of layers or more; an empty one passes the input on. */
  branches: z.array(layerList.readonly()).min(2).readonly(),
});

/** The options of `concatenate`. */
export interface ConcatenateOptions extends z.input<typeof schema> {}

/**
 * What several branches of layers make of the same input, joined along the channels of pictures or the
 * features of a matrix (Szegedy et al., 2015). A branch of no layers is the input itself, as dense blocks
 * want it (Huang et al., 2017). Throws an InputError while it builds where branches differ in any other size.
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
      const wanted = `from ${formatShape(x.shape)} all branches must give the same sizes but for the channels`;
      throw new InputError(`${context.name}: ${shapes} can't be joined: ${wanted}`);
    }
    return concat(outputs, 1);
  },
);
