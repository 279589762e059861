// Reads a run for its release, and checks that it is complete. The released model is best.onnx, that of the
// best epoch on the validation split; last.onnx may already be worse.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../src/errors.ts';
import { decodeModelCard, type ModelCard } from '../../src/nn/classifier-file.ts';
import { readConfigFile } from '../../src/node/files/config-file.ts';
import { openRunDirectory } from '../../src/node/runs/run-directory.ts';
import { parseTrainingConfig } from '../../src/training/config.ts';
import type { TrainingConfig } from '../../src/training/config-schema.ts';

/** The part of a run's metrics.json that is used. */
const metricsSchema = z.object({
  epochs: z.number(),
  seconds: z.number(),
  validation: z.object({ accuracy: z.number(), count: z.number(), epoch: z.number() }),
  stopped: z.boolean(),
  stopReason: z.string().optional(),
});

export interface FinishedRun {
  readonly path: string;
  readonly config: TrainingConfig;
  /** The configuration as the file has it. */
  readonly written: Readonly<Record<string, unknown>>;
  readonly metrics: z.infer<typeof metricsSchema>;
  /** The model's file, its bytes and its description. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly card: ModelCard;
}

/**
 * Reads a run.
 *
 * @throws InputError if there is no run, if it is not finished, or if the weights of its model are not
 *   float32
 */
export async function readFinishedRun(path: string): Promise<FinishedRun> {
  const run = await openRunDirectory(path);
  const { value, locate } = await readConfigFile(run.file('config.json'));
  const config = parseTrainingConfig(value, locate);
  const metrics = await readMetrics(path);
  const isShort = metrics.epochs < config.epochs && metrics.stopReason === undefined;
  if (metrics.stopped || isShort) {
    throw new InputError(
      `${path}: expected a finished run, got one that stopped after ${metrics.epochs} of ${config.epochs} epochs`,
    );
  }
  const file = run.file('best.onnx');
  const bytes = await run.read('best.onnx');
  if (!bytes) throw new InputError(`${path}: expected a finished run, got one without best.onnx`);
  const card = decodeModelCard(bytes, file);
  return { path, config, written: value as Record<string, unknown>, metrics, file, bytes, card };
}

async function readMetrics(path: string): Promise<FinishedRun['metrics']> {
  const file = join(path, 'metrics.json');
  const text = await readFile(file, 'utf8').catch(() => {
    throw new InputError(`${path}: expected a finished run, got one without metrics.json`);
  });
  try {
    return metricsSchema.parse(JSON.parse(text));
  } catch {
    throw new InputError(`${file}: this is not a file that training writes`);
  }
}
