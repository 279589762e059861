// What a layer is: a name, a configuration that can be written down as JSON, and a function that adds its
// operators to a graph. It keeps no weights: it asks its context for them, so that the same layer builds the
// graph of a training step (weights fed) and of a finished model (weights constant).
import type { z } from 'zod';
import type { Value } from '../engine/graph/graph.ts';
import { formatShape, type Shape } from '../engine/graph/tensor-type.ts';
import { InputError } from '../errors.ts';
import { parseConfig } from '../parse-config.ts';
import type { Initializer } from './initializer.ts';

/** What a layer may ask for while it builds. */
export interface LayerContext {
  /** What the layer's weights and nodes are named after, e.g. `conv2d_1`. */
  readonly name: string;
  /** Whether the graph is of a training step, rather than of a finished model. */
  readonly training: boolean;
  /** A trainable weight. */
  parameter(name: string, shape: readonly number[], initializer: Initializer): Value;
  /** A value that is kept from step to step without a gradient, such as a running mean. */
  state(name: string, shape: readonly number[], initializer: Initializer): Value;
  /** Declares what a state becomes after this step. */
  update(state: Value, next: Value): void;
  /** Adds a number, of no axes, to what training makes small; of no effect outside it. */
  addLoss(value: Value): void;
  /** Fresh random numbers in [0, 1) for each step. */
  random(shape: Shape): Value;
  /** A context for a layer inside this one, whose weights get names of their own. */
  within(layer: Layer): LayerContext;
  /** Takes down a layer inside this one that has been applied, for a description of the model. */
  record(built: BuiltLayer): void;
}

/** A layer as it was built into a graph. */
export interface BuiltLayer {
  /** What its weights and nodes are named after, e.g. `residual_1/conv2d`. */
  readonly name: string;
  /** The layer itself. */
  readonly layer: Layer;
  /** What it takes. */
  readonly input: Value;
  /** What it puts out. */
  readonly output: Value;
}

/** A layer of a model. `defineLayer` makes functions that create layers. */
export interface Layer {
  /** The name of its type, e.g. `conv2d`. */
  readonly type: string;
  /**
   * Adds the layer to the graph of `x` and returns its output; throws an InputError where `x` does not fit.
   */
  apply(context: LayerContext, x: Value): Value;
  /** The layer as data, from which `layerFromJSON` makes it again. */
  toJSON(): LayerJSON;
}

/** A layer as data: its type and its options. */
export type LayerJSON = {
  /** The name of its type. */
  type: string;
} & Record<string, unknown>;

/**
 * Makes layers of one type. It throws a ConfigError for an unknown option and for one that is out of range.
 */
export interface LayerFactory<Options> {
  (options: Options): Layer;
  /** The name of the type, as in `toJSON()`. */
  readonly type: string;
}

/**
 * Makes the function that creates layers of one type, with a checked configuration.
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

/** Gives a function that makes layers the name of their type. */
export const withType = <Create extends (options: never) => Layer>(
  type: string,
  create: Create,
): Create & Pick<LayerFactory<never>, 'type'> => Object.assign(create, { type });

const isFrozen = (config: object): boolean => 'trainable' in config && config.trainable === false;

/** A context in which what would be trained is kept as it is. */
const withoutParameters = (context: LayerContext): LayerContext =>
  Object.create(context, {
    parameter: { value: context.state.bind(context) },
  }) as LayerContext;

type Named = Pick<LayerContext, 'name'>;

/**
 * The sizes of pictures `[batch, channels, height, width]`; throws an InputError that names the layer for
 * others.
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
 * How many channels pictures have, or a matrix features; throws an InputError that names the layer for
 * others.
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
