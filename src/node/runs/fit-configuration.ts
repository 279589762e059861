// Trains what a configuration says, without a run directory: the pictures, the network and its teachers are
// found by their names, as `atelier train` finds them.
import type { DataSplits } from '../../data/dataset.ts';
import type { Pictures } from '../../data/pictures.ts';
import { fitOptionsOf, headOptionsOf, parseTrainingConfig } from '../../training/config.ts';
import type { TrainingConfigInput } from '../../training/config-schema.ts';
import { fit, type FitOptions, type FitResult } from '../../training/fit.ts';
import { fitFrozen } from '../../training/fit-frozen.ts';
import { fitHead } from '../../training/fit-head.ts';
import { trainingDataOf } from '../../training/training-data.ts';
import { openBatches } from '../data/batches/worker-batches.ts';
import { readCorrections } from '../data/labels.ts';
import { openData, type LoadOptions } from '../data/load.ts';
import { cachedVectors } from '../results/cached-vectors.ts';
import { configuredNetwork, type ConfiguredNetwork } from './configured-network.ts';
import { configuredTeachers } from './configured-teachers.ts';

/** What listens to `fitConfiguration`, and how data are loaded. */
export interface FitConfigurationOptions
  extends
    Pick<FitOptions, 'onEpoch' | 'onStep' | 'signal'>,
    Pick<LoadOptions, 'offline' | 'onNotice' | 'env'> {}

/**
 * Trains the network that a configuration describes, such as the `config.json` of a run, as `atelier train`
 * does. It writes no files.
 *
 * @throws InputError for a mistake in the configuration, or if something that it names can't be used
 * @example
 * const config = { data: 'sketches', architecture: 'lenet5', epochs: 1, trainShare: 0.1 };
 * const { best, bestEpoch } = await fitConfiguration(config);
 */
export async function fitConfiguration(
  given: TrainingConfigInput,
  options: FitConfigurationOptions = {},
): Promise<FitResult> {
  const { onNotice, env, offline, ...listeners } = options;
  const network = await configuredNetwork(parseTrainingConfig(given));
  for (const text of network.notices) onNotice?.(text);
  const { config } = network;
  const splits = await configuredSplits(network, {
    ...(onNotice && { onNotice }),
    ...(env && { env }),
    ...(offline !== undefined && { offline }),
  });
  const { train, validation } = trainingDataOf(splits, config);
  const architecture = await network.architectureFor(() => train);
  const model = architecture(train.classNames.length);
  const { signal } = listeners;
  const head = { ...headOptionsOf(config, train), openBatches, cachedVectors, ...(signal && { signal }) };
  if (config.from?.freeze === 'all') return fitFrozen(model, { ...head, validation });
  const fitted = config.from?.head === 'fitted' && (await fitHead(model, head));
  return fit(model, {
    ...fitOptionsOf(config, train, await configuredTeachers(config)),
    ...{ ...listeners, data: train, validation, openBatches },
    ...(fitted && { startFrom: fitted.weights }),
  });
}

async function configuredSplits(
  { config: { data, pictures, labels }, wanted }: ConfiguredNetwork,
  options: LoadOptions,
): Promise<DataSplits<Pictures>> {
  const splits = await openData(data, { ...options, pictures: { ...wanted, ...pictures } });
  return labels === undefined ? splits : { ...splits, corrections: await readCorrections(labels, splits) };
}
