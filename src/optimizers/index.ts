// All optimisers by name, and making one from a configuration file or a command line.
import { adadelta } from './adadelta.ts';
import { adagrad } from './adagrad.ts';
import { adam } from './adam.ts';
import { adamw } from './adamw.ts';
import { lion } from './lion.ts';
import { muon } from './muon.ts';
import { nadam } from './nadam.ts';
import { makeNamed, parseNamed, type NamedOptions } from './named-options.ts';
import type { OptimizerName } from './names.ts';
import type { Optimizer } from './optimizer.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

/** The functions that make optimisers, by name. */
export const optimizers = {
  sgd,
  adam,
  adamw,
  rmsprop,
  adagrad,
  adadelta,
  nadam,
  lion,
  muon,
} satisfies Record<OptimizerName, (options: never) => Optimizer>;

/**
 * Makes an optimiser from the result of `toJSON()` or a part of it: missing options have their defaults.
 *
 * @throws InputError for an unknown type, an unknown option or a value out of range
 * @example optimizerFromJSON({ type: 'nadam', learningRate: 1e-3 })
 */
export const optimizerFromJSON = (json: NamedOptions): Optimizer => makeNamed('optimizer', optimizers, json);

/**
 * Makes an optimiser from its name, with options after a colon, as on a command line.
 *
 * @throws InputError like `optimizerFromJSON`, and for a part that is not `option=value`
 * @example parseOptimizer('sgd:momentum=0.9,nesterov=true')
 */
export const parseOptimizer = (text: string): Optimizer => optimizerFromJSON(parseNamed(text));
