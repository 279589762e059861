// A server with a small model on a free port, for tests.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { conv2d, dense, flatten } from '../../src/nn/layers/index.ts';
import { encodeClassifier, type ModelCard } from '../../src/nn/classifier-file.ts';
import { initialWeights, sequential } from '../../src/nn/model.ts';
import { pathToFileURL } from 'node:url';
import type { ServerOptions } from '../../src/server/options.ts';
import type * as serving from '../../src/server/server.ts';
import { compiled } from '../testing/process.ts';

/** The compiled server: its threads start in a tenth of the time that those of the sources take. */
export const { startServer } = (await import(
  pathToFileURL(join(compiled, 'server/server.js')).href
)) as typeof serving;

/** The size of the small model's pictures, which are grey. */
export const side = 4;
export const classNames = ['ankle', 'bag', 'coat'];

/** The bytes of a model of three classes, with weights from a seed. */
export function smallModel(seed: number, card: Partial<ModelCard> = {}): Uint8Array {
  const model = sequential([conv2d({ filters: 2, kernelSize: 3 }), flatten(), dense({ units: 3 })]);
  return encodeClassifier(model, initialWeights(model.weightSpecs([1, side, side]), seed), {
    ...{ classNames, input: { channels: 1, height: side, width: side }, data: 'none', seed, epoch: 1 },
    preprocessing: { mean: [0.5], std: [0.25] },
    ...card,
  });
}

export const silent = pino({ level: 'silent' });

/** A new folder for a test's files. */
export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'atelier-server-'));

/** A server with one small model, `small`, and the model's file. */
export async function smallServer(
  options: ServerOptions = {},
  models: Partial<serving.ServedModels> = {},
): Promise<serving.RunningServer & { readonly file: string }> {
  const file = join(await newFolder(), 'small.onnx');
  await writeFile(file, smallModel(1));
  const server = await startServer(
    { models: [{ name: 'small', version: '1', file }], ...models },
    { port: 0, grace: 0, instances: 1, threads: 1, poll: 3600, ...options },
    silent,
  );
  return { ...server, file };
}
