// A pretrained network with a new head for other classes.
import { InputError } from '../../errors.ts';
import { dense } from '../layers/index.ts';
import { sequential, type Model } from '../model.ts';
import { backboneLayers, hasNormalization, pretrained, type Backbone } from './pretrained.ts';
import { pacesOf, parseBackboneTraining, type BackboneTraining } from './paces.ts';

/** How a pretrained network is fine-tuned. */
export interface FineTuneOptions extends BackboneTraining {
  /** The number of classes to learn. */
  readonly classes: number;
  /** The units of a hidden layer in the head; by default the head is one linear layer. */
  readonly hiddenUnits?: number | undefined;
}

/**
 * A pretrained network whose last linear layer is replaced by a new head: a linear layer, or two with a ReLU
 * between them. `fitHead` gives the head weights to start from; `fit` trains the whole.
 *
 * @throws InputError if `freeze` is more than the number of layers, or not the name of one, or if there are
 *   no statistics to be live; GraphError if the network does not end in a linear layer
 */
export function fineTune(backbone: Backbone, { classes, hiddenUnits, ...training }: FineTuneOptions): Model {
  const model = backbone.read('batch');
  const checked = parseBackboneTraining(training);
  pacesOf(backboneLayers(model), checked);
  if (checked.statistics === 'live' && !hasNormalization(model))
    throw new InputError(
      `statistics: live needs batch normalisation, and ${backbone.name} has none; exporters fold it into the convolutions unless they are told to keep it`,
    );
  const hidden = hiddenUnits === undefined ? [] : [dense({ units: hiddenUnits, activation: 'relu' })];
  return sequential([pretrained(backbone, training), ...hidden, dense({ units: classes })], backbone.name);
}
