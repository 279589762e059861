// Defines what a layer is: a type, a configuration that can be written as JSON, and a function that adds its
// operators to a graph. A layer has no weights. It asks its context for them, so the same layer builds the
// graph of a training step (weights fed) and of a finished model (weights constant).
import type { z } from 'zod';
import type { Value } from '../engine/graph/graph.ts';
import { formatShape, type Shape } from '../engine/graph/tensor-type.ts';
import { InputError } from '../errors.ts';
import { parseConfig } from '../parse-config.ts';
import type { Initializer } from './initializer.ts';

/** How a weight is trained, compared with the weights of other layers. */
export interface Pace {
  /** A factor for the learning rate. */
  readonly rate: number;
  /** The weight stays as it is until so many epochs are done. */
  readonly from: number;
}

/** What a layer can use while it builds. */
export interface LayerContext {
  /** The name that the layer's weights and nodes start with, e.g. `conv2d_1`. */
  readonly name: string;
  /** Whether the graph is a training step; otherwise it is a finished model. */
  readonly training: boolean;
  /** Returns a trainable weight. */
  parameter(name: string, shape: readonly number[], initializer: Initializer, pace?: Pace): Value;
  /** Returns a value that is kept from step to step without a gradient, such as a running mean. */
  state(name: string, shape: readonly number[], initializer: Initializer): Value;
  /** Sets the next value of a state, for the following step. */
  update(state: Value, next: Value): void;
  /** Adds a scalar to the loss; only in training. */
  addLoss(value: Value): void;
  /** Returns new random numbers in [0, 1) for each step. */
  random(shape: Shape): Value;
  /** Returns a context for an inner layer, whose weights get names of their own. */
  within(layer: Layer): LayerContext;
  /** Records an inner layer that was applied, for the description of the model. */
  record(built: BuiltLayer): void;
}

/** A layer as it was built into a graph. */
export interface BuiltLayer {
  /** The name that its weights and nodes start with, e.g. `residual_1/conv2d`. */
  readonly name: string;
  /** The layer itself. */
  readonly layer: Layer;
  /** Its input. */
  readonly input: Value;
  /** Its output. */
  readonly output: Value;
}

/** A layer of a model. `defineLayer` makes functions that create layers of one type. */
export interface Layer {
  /** The name of its type, e.g. `conv2d`. */
  readonly type: string;
  /** Adds the layer to the graph of `x` and returns its output. Throws an InputError if `x` does not fit. */
  apply(context: LayerContext, x: Value): Value;
  /** The layer as data; `layerFromJSON` makes it again. */
  toJSON(): LayerJSON;
  /** What its output depends on before training, if that is less than `toJSON()` gives. */
  untrained?(): LayerJSON;
}

/** A layer as data: its type and its options. */
export type LayerJSON = {
  /** The name of its type, e.g. `conv2d`. */
  type: string;
} & Record<string, unknown>;

/** Creates layers of one type. Throws a ConfigError for an unknown option or a value out of range. */
export interface LayerFactory<Options> {
  (options: Options): Layer;
  /** The name of the type, as in `toJSON()`. */
  readonly type: string;
}

/**
 * Makes a function that creates layers of one type, with a checked configuration.
 *
 * @example
 * const schema = z.strictObject({ factor: z.number().positive().default(2) });
 * const scale = defineLayer('scale', schema, (_, x, { factor }) => operators.mul(x, factor));
 * const model = sequential([flatten(), scale({ factor: 0.5 }), dense({ units: 10 })]);
 */
export function defineLayer<S extends z.ZodType<object>>(
  type: string,
  schema: S,
  apply: (context: LayerContext, x: Value, config: z.output<S>) => Value,
): LayerFactory<z.input<S>> {
  const create = (given: z.input<S>): Layer => {
    const config = parseConfig(type, schema, given);
    return {
      type,
      apply: (context, x) => apply(isFrozen(config) ? withoutParameters(context) : context, x, config),
      toJSON: () => ({ type, ...(JSON.parse(JSON.stringify(config)) as object) }),
    };
  };
  return withType(type, create);
}

/** Adds the name of the type to a function that creates layers. */
export const withType = <Create extends (options: never) => Layer>(
  type: string,
  create: Create,
): Create & Pick<LayerFactory<never>, 'type'> => Object.assign(create, { type });

const isFrozen = (config: object): boolean => 'trainable' in config && config.trainable === false;

/** A context in which nothing is trained: weights keep their initial values. */
const withoutParameters = (context: LayerContext): LayerContext =>
  Object.create(context, {
    parameter: { value: context.state.bind(context) },
  }) as LayerContext;

type Named = Pick<LayerContext, 'name'>;

/**
 * The sizes of pictures `[batch, channels, height, width]`. Throws an InputError that names the layer for any
 * other shape.
 */
export function expectPictures(
  { name }: Named,
  x: Value,
): { channels: number; height: number; width: number } {
  const [, channels, height, width] = x.shape;
  if (x.shape.length !== 4) {
    throw new InputError(`${name}: expected [batch, channels, height, width], got ${formatShape(x.shape)}`);
  }
  return { channels: channels as number, height: height as number, width: width as number };
}

/**
 * The number of channels of pictures, or of features of a matrix. Throws an InputError that names the layer
 * for any other shape.
 */
export function expectChannels({ name }: Named, x: Value): number {
  const [, channels] = x.shape;
  if ((x.shape.length !== 2 && x.shape.length !== 4) || typeof channels !== 'number') {
    throw new InputError(
      `${name}: expected [batch, channels, height, width] or [batch, features], got ${formatShape(x.shape)}`,
    );
  }
  return channels;
}
