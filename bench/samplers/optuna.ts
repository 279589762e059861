// Runs Optuna on the test functions, in the Python environment of the bench.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { venvPython } from '../python-environment.ts';

/** What Optuna is to do. */
export interface OptunaTask {
  readonly name: string;
  readonly sampler: string;
  readonly seeds: readonly number[];
  readonly trials: number;
}

/** The best value after each trial, for each seed. */
export async function optunaBests(task: OptunaTask): Promise<number[][]> {
  const script = fileURLToPath(new URL('optuna_samplers.py', import.meta.url));
  const { stdout } = await promisify(execFile)(venvPython, [script, JSON.stringify(task)], {
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout) as number[][];
}
