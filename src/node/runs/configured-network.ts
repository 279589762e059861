// The network of a configuration: a new one of its architecture, or a trained one that it starts from.
import type { Dataset } from '../../data/dataset.ts';
import type { Pictures } from '../../data/pictures.ts';
import type { Model } from '../../nn/model.ts';
import type { TrainingConfig } from '../../training/config-schema.ts';
import { openBackbone } from '../foreign/backbone-file.ts';
import { configuredArchitecture } from './configured-architecture.ts';

/** A configuration with its network, which also settles options such as the size of pictures. */
export interface ConfiguredNetwork {
  readonly config: TrainingConfig;
  /** Makes the network for so many classes. It asks for training pictures if it needs any. */
  readonly architectureFor: (train: () => Dataset<Pictures>) => Promise<(classes: number) => Model>;
  /** What photographs are made into, unless the configuration says otherwise. */
  readonly wanted?: { readonly size: number; readonly channels: 1 | 3 };
  /** What was settled, in words. */
  readonly notices: readonly string[];
}

/**
 * Opens the network of a configuration.
 *
 * @throws InputError if there is no such architecture, or the model that it starts from can't be used
 */
export async function configuredNetwork(config: TrainingConfig): Promise<ConfiguredNetwork> {
  const { from } = config;
  if (from) return openBackbone({ ...config, from });
  const architecture = await configuredArchitecture(config);
  return { config, architectureFor: () => Promise.resolve(architecture), notices: [] };
}
