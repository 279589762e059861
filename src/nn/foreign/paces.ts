// Which layers of a pretrained network are trained, and how fast.
import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { counted } from '../../number-words.ts';
import { parseConfig } from '../../parse-config.ts';
import { didYouMean } from '../../did-you-mean.ts';
import type { Pace } from '../layer.ts';
import { readableName } from './weights.ts';

/** The options of `pretrained`, for schemas that include them. */
export const backboneOptions = {
  /**
   * The layers whose weights stay as they are: `none`, `all`, the first so many, or all up to the one of this
   * name.
   */
  freeze: z.union([z.int().min(0), z.string().min(1)]).default('none'),
  /** The learning rate of the last layer before the head, as a factor of the head's. */
  backboneRate: z.number().min(0).max(100).default(1),
  /** The factor by which the rate falls from each layer to the one before it. */
  layerDecay: z.number().gt(0).max(1).default(1),
  /**
   * Gradual unfreezing (Howard & Ruder, 2018): over so many epochs the layers join the training one after the
   * other, the last one first. With 0 all are trained from the start.
   */
  unfreezeEpochs: z.number().min(0).default(0),
  /**
   * Whether batch normalisation keeps the statistics of the pretrained network, `frozen`, or uses and updates
   * those of the batches, `live`.
   */
  statistics: z.enum(['frozen', 'live']).default('frozen'),
};

const schema = z.strictObject(backboneOptions);

/** How the layers of a pretrained network are trained; by default all at the same rate. */
export interface BackboneTraining extends z.input<typeof schema> {}

/** The same with the defaults filled in. */
export interface FullBackboneTraining extends z.output<typeof schema> {}

/** The part of other options that are these. */
export const backboneTrainingOf = ({
  freeze,
  backboneRate,
  layerDecay,
  unfreezeEpochs,
  statistics,
}: FullBackboneTraining): FullBackboneTraining => ({
  ...{ freeze, backboneRate, layerDecay, unfreezeEpochs, statistics },
});

/** @throws InputError for an unknown option or a value out of range */
export const parseBackboneTraining = (given: BackboneTraining): FullBackboneTraining =>
  parseConfig(() => 'pretrained', schema, given);

/**
 * The pace of each layer, from the input on.
 *
 * @throws InputError if `freeze` is more than the number of layers, or not the name of one
 */
export function pacesOf(
  layers: readonly { readonly name: string }[],
  { freeze, backboneRate, layerDecay, unfreezeEpochs }: FullBackboneTraining,
): ('frozen' | 'usual' | Pace)[] {
  const frozen = frozenCount(layers, freeze);
  const trained = layers.length - frozen;
  return layers.map((_, i) => {
    if (i < frozen) return 'frozen';
    const fromLast = layers.length - 1 - i;
    const rate = backboneRate * layerDecay ** fromLast;
    const from = (unfreezeEpochs * (fromLast + 1)) / trained;
    return rate === 1 && from === 0 ? 'usual' : { rate, from };
  });
}

function frozenCount(layers: readonly { readonly name: string }[], freeze: number | string): number {
  if (freeze === 'all') return layers.length;
  if (freeze === 'none') return 0;
  if (typeof freeze === 'number') {
    if (freeze <= layers.length) return freeze;
    throw new InputError(
      `--freeze: the network has ${counted(layers.length, 'layer')} with weights, got ${freeze}`,
    );
  }
  const index = layers.findIndex(({ name }) => [name, readableName(name)].includes(freeze));
  if (index >= 0) return index + 1;
  const names = layers.map(({ name }) => readableName(name));
  throw new InputError(
    `--freeze: expected all, none, a number of layers, or the name of a layer such as ${names.at(0)} or ${names.at(-1)}, got '${freeze}'${didYouMean(freeze, names)}`,
  );
}
