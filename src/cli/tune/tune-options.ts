// The options of `atelier tune` as the command reads them.
import type { NodeDeviceName } from '../../engine/device-names.ts';
import type { PrunerName } from '../../tuning/pruners/names.ts';
import type { SamplerName } from '../../tuning/samplers/names.ts';

/** The options of a search. */
export interface TuneOptions {
  readonly data?: string;
  readonly device?: NodeDeviceName;
  readonly out: string;
  readonly name?: string;
  readonly sampler: SamplerName;
  readonly pruner: PrunerName;
  readonly trials?: number;
  /** In seconds. */
  readonly time?: number;
  readonly target?: number;
  readonly seed: number;
  readonly storage?: string;
  readonly keep: number;
  readonly offline?: boolean;
}
