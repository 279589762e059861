// A thread that computes a version of a model. It ends with the version, and takes all its memory along.
import { openClassifierProgram } from '../../nn/classifier.ts';
import { inputName, noveltyName, outputName, type ModelCard } from '../../nn/classifier-file.ts';
import type { Predictions } from '../../nn/predictions.ts';
import type { Program } from '../../engine/runtime/program.ts';
import { describedModel } from '../../node/foreign/import-file.ts';
import { readModelFile } from '../../node/runs/model-argument.ts';
import { answerCalls, Moved } from '../../node/threads/calls.ts';

/** The file of a model, and the number of ONNX Runtime's threads. */
export interface ModelToLoad {
  readonly file: string;
  readonly threads: number;
}

/** The bytes of a model, and the number of ONNX Runtime's threads. */
export interface ModelToOpen {
  readonly bytes: Uint8Array;
  /** What errors call it. */
  readonly name: string;
  readonly threads: number;
}

/** What is known of a model after it was loaded. */
export interface LoadedModel {
  readonly card: ModelCard;
  readonly hasNovelty: boolean;
  /** A model of ours. The memory is shared, so that other threads open it without a copy. */
  readonly bytes: Uint8Array;
  /** What was assumed about the file of another program. */
  readonly notice?: string;
}

/** The results of a batch, and how long its run took. */
export interface BatchResult {
  readonly predictions: Predictions;
  readonly inferMs: number;
}

let program: Program;

answerCalls({ load, open, infer });

/** Loads a model and runs it once, on a black picture. @throws InputError if it can't be loaded or run */
async function load({ file, threads }: ModelToLoad): Promise<LoadedModel> {
  const { bytes, notice } = await describedModel(file, await readModelFile(file));
  const card = await open({ bytes, name: file, threads });
  const { channels, height, width } = card.input;
  const { predictions } = await run(new Uint8Array(channels * height * width));
  const sum = predictions.probabilities.reduce((total, value) => total + value, 0);
  if (!(Math.abs(sum - 1) < 1e-3))
    throw new Error(`${file}: expected probabilities that add up to 1 on a black picture, got ${sum}`);
  return {
    card,
    hasNovelty: predictions.novelty !== undefined,
    bytes: shared(bytes),
    ...(notice !== undefined && { notice }),
  };
}

/** Opens a model. @throws InputError if it can't be opened */
async function open({ bytes, name, threads }: ModelToOpen): Promise<ModelCard> {
  const opened = await openClassifierProgram(Uint8Array.from(bytes), name, { threads, takesTurns: true });
  program = opened.program;
  return opened.card;
}

function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}

async function infer(images: Uint8Array): Promise<Moved<BatchResult>> {
  const result = await run(images);
  const { probabilities, novelty } = result.predictions;
  return new Moved(result, [probabilities, novelty]);
}

async function run(images: Uint8Array): Promise<BatchResult> {
  const started = performance.now();
  const results = await program.run({ [inputName]: images });
  const novelty = results[noveltyName] as Float32Array | undefined;
  const predictions = { probabilities: results[outputName] as Float32Array, ...(novelty && { novelty }) };
  return { predictions, inferMs: performance.now() - started };
}
