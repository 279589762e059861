// The settings on which runs differ.
import type { RunSummary } from '../../../../../src/server/studio/contract/runs.ts';

export interface Difference {
  readonly name: string;
  /** One for each run, in their order; missing where a run has no such setting. */
  readonly values: readonly RunSummary['config'][string][];
}

/** Names of runs always differ and say nothing. */
const ignored = new Set(['name', 'out']);

export function differencesOf(configs: readonly RunSummary['config'][]): Difference[] {
  const names = [...new Set(configs.flatMap((config) => Object.keys(config)))].sort();
  return names
    .filter((name) => !ignored.has(name))
    .map((name) => ({ name, values: configs.map((config) => config[name] ?? null) }))
    .filter(({ values }) => new Set(values).size > 1);
}
