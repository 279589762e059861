// All optimisers by their names, and how one is made from a configuration file or a command line.
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

/** What makes an optimiser, by its name. */
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
 * Makes an optimiser from what `toJSON()` gave, or a part of it: options that are not there have their
 * defaults.
 *
 * @throws InputError for an unknown type, and an option that there is not or that is out of range
 * @example optimizerFromJSON({ type: 'nadam', learningRate: 1e-3 })
 */
export const optimizerFromJSON = (json: NamedOptions): Optimizer => makeNamed('optimizer', optimizers, json);

/**
 * Makes an optimiser from its name, with options after a colon: the form of the command line.
 *
 * @throws InputError as `optimizerFromJSON` does, and for what is not `option=value`
 * @example parseOptimizer('sgd:momentum=0.9,nesterov=true')
 */
export const parseOptimizer = (text: string): Optimizer => optimizerFromJSON(parseNamed(text));
