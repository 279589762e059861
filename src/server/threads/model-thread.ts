// A thread that computes a version of a model. It ends with the version, and takes all its memory along.
import type { NodeDeviceName } from '../../engine/device-names.ts';
import type { Program } from '../../engine/runtime/program.ts';
import { isInspector } from '../../inspection/inspector-file.ts';
import { openInspectorProgram } from '../../inspection/inspector.ts';
import { openClassifierProgram } from '../../nn/classifier.ts';
import { inputName, outputName } from '../../nn/classifier-file.ts';
import { describedModel } from '../../node/foreign/import-file.ts';
import { readModelFile } from '../../node/runs/model-argument.ts';
import { answerCalls, Moved } from '../../node/threads/calls.ts';
import { isClassifierCard, type ModelOutput, type Rows, type ServedCard } from '../models/model-rows.ts';

/** The file of a model, and how ONNX Runtime runs it. */
export interface ModelToLoad {
  readonly file: string;
  readonly threads: number;
  readonly device: NodeDeviceName;
}

/** The bytes of a model, and how ONNX Runtime runs it. */
export interface ModelToOpen {
  readonly bytes: Uint8Array;
  /** What errors call it. */
  readonly name: string;
  readonly threads: number;
  readonly device: NodeDeviceName;
}

/** What is known of a model after it was loaded. */
export interface LoadedModel {
  readonly card: ServedCard;
  readonly outputs: readonly ModelOutput[];
  /** A model of ours. The memory is shared, so that other threads open it without a copy. */
  readonly bytes: Uint8Array;
  /** What was assumed about the file of another program. */
  readonly notice?: string;
}

/** The results of a batch, and how long its run took. */
export interface BatchResult {
  readonly results: Rows;
  readonly inferMs: number;
}

let program: Program;

answerCalls({ load, open, infer });

/** Loads a model and runs it once, on a black picture. @throws InputError if it can't be loaded or run */
async function load({ file, threads, device }: ModelToLoad): Promise<LoadedModel> {
  const read = await readModelFile(file);
  const { bytes, notice } = isInspector(read, file)
    ? { bytes: read, notice: undefined }
    : await describedModel(file, read);
  const card = await open({ bytes, name: file, threads, device });
  const { channels, height, width } = card.input;
  const { results } = await run(new Uint8Array(channels * height * width));
  if (isClassifierCard(card)) checkProbabilities(file, results[outputName]!);
  return {
    card,
    outputs: Array.from(program.outputs, ([name, { shape }]) => ({
      name,
      shape: shape.slice(1).map(Number),
    })),
    bytes: shared(bytes),
    ...(notice !== undefined && { notice }),
  };
}

function checkProbabilities(file: string, probabilities: Float32Array): void {
  const sum = probabilities.reduce((total, value) => total + value, 0);
  if (!(Math.abs(sum - 1) < 1e-3))
    throw new Error(`${file}: expected probabilities that add up to 1 on a black picture, got ${sum}`);
}

/** Opens a model. @throws InputError if it can't be opened */
async function open({ bytes, name, threads, device }: ModelToOpen): Promise<ServedCard> {
  const own = Uint8Array.from(bytes);
  const openProgram = isInspector(own, name) ? openInspectorProgram : openClassifierProgram;
  const opened = await openProgram(own, name, { threads, device, takesTurns: true });
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
  return new Moved(result, Object.values(result.results));
}

async function run(images: Uint8Array): Promise<BatchResult> {
  const started = performance.now();
  const results = (await program.run({ [inputName]: images })) as Record<string, Float32Array>;
  return { results, inferMs: performance.now() - started };
}
