// `bench samplers`: the mean best values of our samplers on test functions beside Optuna's, and pruners on
// synthetic learning curves.
import { samplers } from '../../src/tuning/samplers/index.ts';
import type { Sampler } from '../../src/tuning/samplers/sampler.ts';
import { pruners } from '../../src/tuning/pruners/index.ts';
import { prunerNames } from '../../src/tuning/pruners/names.ts';
import type { Trial } from '../../src/tuning/trial.ts';
import { InputError } from '../../src/errors.ts';
import { simulate } from './curves.ts';
import { testFunctions } from './functions.ts';
import { optunaBests } from './optuna.ts';

/** The options of the bench. */
export interface SamplerBenchOptions {
  readonly functions: readonly string[];
  readonly samplers: readonly string[];
  readonly seeds: number;
  readonly firstSeed: number;
  readonly optuna: boolean;
}

/** How many trials a study has: a Gaussian process is meant for few. */
const trialsOf = (sampler: string): number => (sampler === 'gp' ? 60 : 120);
const budgets = [30, 60, 120];

interface Mean {
  readonly mean: number;
  readonly error: number;
}

/** One function, sampler and budget. */
export interface SamplerRow {
  readonly function: string;
  readonly sampler: string;
  readonly trials: number;
  readonly ours: Mean;
  readonly optuna?: Mean;
}

/** Measures our samplers, and Optuna's with the same seeds. */
export async function measureSamplers(
  options: SamplerBenchOptions,
  report: (line: string) => void,
): Promise<SamplerRow[]> {
  const rows: SamplerRow[] = [];
  for (const name of options.functions)
    for (const sampler of options.samplers) {
      const { space } = known(testFunctions, name, '--functions');
      if (sampler === 'cma-es' && space.some(({ condition }) => condition)) continue;
      report(`${name}, ${sampler}`);
      const trials = trialsOf(sampler);
      const seeds = Array.from({ length: options.seeds }, (_, i) => options.firstSeed + i);
      const ours = seeds.map((seed) => bests(name, known(samplers, sampler, '--samplers'), seed, trials));
      const theirs = options.optuna ? await optunaBests({ name, sampler, seeds, trials }) : undefined;
      for (const budget of budgets.filter((one) => one <= trials))
        rows.push({
          ...{ function: name, sampler, trials: budget, ours: meanOf(ours.map((run) => run[budget - 1]!)) },
          ...(theirs && { optuna: meanOf(theirs.map((run) => run[budget - 1]!)) }),
        });
    }
  return rows;
}

function known<T>(all: Readonly<Record<string, T>>, name: string, option: string): T {
  const found = all[name];
  if (found) return found;
  throw new InputError(`${option}: expected ${Object.keys(all).join(', ')}, got '${name}'`);
}

/** The best value after each trial. */
function bests(name: string, sampler: Sampler, seed: number, count: number): number[] {
  const { space, value } = testFunctions[name]!;
  const trials: Trial[] = [];
  let best = Infinity;
  return Array.from({ length: count }, (_, number) => {
    const params = sampler({ space, directions: ['minimize'], trials, number, seed });
    const loss = value(params);
    trials.push({ number, state: 'complete', params, values: [loss], intermediate: [] });
    return (best = Math.min(best, loss));
  });
}

function meanOf(values: readonly number[]): Mean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / Math.max(1, values.length - 1) / values.length) };
}

/** The rows as a table, and those of the pruners below it. */
export function samplerTable(rows: readonly SamplerRow[]): string {
  const words = ({ mean, error }: Mean) => `${mean.toPrecision(4)} ± ${error.toPrecision(2)}`;
  const cells = rows.map((row) => [
    ...[row.function, row.sampler, String(row.trials), words(row.ours), row.optuna ? words(row.optuna) : '–'],
    row.optuna ? verdict(row.ours, row.optuna) : '',
  ]);
  const all = [['function', 'sampler', 'trials', 'ours', 'Optuna', ''], ...cells];
  const widths = all[0]!.map((_, i) => Math.max(...all.map((row) => row[i]!.length)));
  return all
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Less is better; one standard error of Optuna's decides whether a difference counts. */
const verdict = (ours: Mean, { mean, error }: Mean): string =>
  ours.mean < mean ? 'better' : ours.mean <= mean + error ? 'within one standard error' : 'worse';

const curveSeeds = 20;

/** The pruners on the learning curves: epochs spent and regret, with one worker and with eight. */
export function prunerTable(): string {
  const lines = prunerNames.flatMap((name) =>
    [1, 8].map((workers) => {
      const runs = Array.from({ length: curveSeeds }, (_, seed) => simulate(pruners[name], seed, workers));
      const spent = meanOf(runs.map((run) => run.spent)).mean.toFixed(1);
      const regret = meanOf(runs.map((run) => run.regret)).mean.toFixed(5);
      return `${name.padEnd(9)}  ${workers}  ${spent.padStart(8)}  ${regret}`;
    }),
  );
  return ['pruner, workers, epochs spent, regret', ...lines].join('\n');
}
