// A model opened for explanations. The rest of this folder asks it one kind of question: for these pictures,
// what are the logits, the outputs of these layers, and the gradients of one class or unit with respect to
// these? The gradients are computed by the engine, for the graph as it was saved.
import type { Graph } from '../engine/graph/graph.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import type { Program } from '../engine/runtime/program.ts';
import { InputError } from '../errors.ts';
import { counted } from '../number-words.ts';
import { softmaxRows } from '../metrics/softmax.ts';
import { predictedClasses } from '../metrics/top-k.ts';
import type { ModelCard } from '../nn/classifier-file.ts';
import { inputErrorOf, readExplainableModel, type ExplainableModel } from './explainable-model.ts';
import { findLayer, lastSpatialLayer, layersOf, type NamedLayer } from './layers.ts';
import type { PixelRange } from './pixel-ranges.ts';
import { compileQuestion, type Question } from './question.ts';

/** The options of `openExplainer`. */
export interface ExplainerOptions extends DeviceOptions {
  /** The range of float pixels, if the model does not state it; `unit` by default. */
  readonly pixels?: PixelRange;
}

/** What to compute for pictures. */
export interface Asked extends Question {
  /** For gradients: the class, or the unit of the objective, for each picture, `[count]`. */
  readonly targets?: ArrayLike<number>;
}

/** The answer to a question about pictures. */
export interface Answer {
  /** `[count, classes]` */
  readonly logits: Float32Array;
  /** In the order of the question, each `[count, ...shape of the layer]`. */
  readonly activations: readonly Float32Array[];
  /** In the order of the question, each `[count, ...shape]`. */
  readonly gradients: readonly Float32Array[];
}

/** The most pictures that are computed together. */
const largestBatch = 32;

/** A model opened for explanations by `openExplainer`. Call `dispose` when you are done with it. */
export class Explainer {
  /** The model's graph and its description. */
  readonly model: ExplainableModel;
  /** The name of the model in errors. */
  readonly source: string;
  /** The names of the classes, by label. */
  readonly classNames: readonly string[];
  /** The description in the file, if the model is one of ours. */
  readonly card: ModelCard | undefined;
  /** 1 for grey pictures, 3 for red, green and blue. */
  readonly channels: number;
  /** The height of the pictures in pixels. */
  readonly height: number;
  /** The width of the pictures in pixels. */
  readonly width: number;
  /** The number of values in a picture: channels · height · width. */
  readonly imageSize: number;
  private readonly options: DeviceOptions;
  private readonly programs = new Map<string, Promise<Program>>();

  constructor(model: ExplainableModel, source: string, options: DeviceOptions = {}) {
    const { channels, height, width } = model.input;
    this.model = model;
    this.source = source;
    this.options = options;
    this.classNames = model.classNames;
    this.card = model.card;
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.imageSize = channels * height * width;
  }

  /** The layers that can be asked for, from first to last. */
  get layers(): NamedLayer[] {
    return layersOf(this.model.graph);
  }

  /**
   * Finds a layer by name; by default the layer for class activation maps.
   *
   * @throws InputError listing the layers if there is none of that name
   */
  layer(name?: string): NamedLayer {
    return name === undefined ? lastSpatialLayer(this.model.graph) : findLayer(this.model.graph, name);
  }

  /**
   * Answers a question about pictures, in batches.
   *
   * @param pixels `[count, channels, height, width]`, 0 to 255
   * @throws InputError if the numbers are not a whole number of pictures, or an operator has no gradient
   */
  async ask(pixels: ArrayLike<number>, asked: Asked = {}): Promise<Answer> {
    const count = this.countOf(pixels);
    const batch = this.model.fixedBatch ?? batchFor(count);
    const program = await this.programFor(asked, batch);
    const answers: Answer[] = [];
    for (let start = 0; start < count; start += batch) {
      const size = Math.min(batch, count - start);
      answers.push(await this.askBatch(program, { pixels, asked, batch, start, size }));
    }
    return joinAnswers(asked, answers);
  }

  /**
   * The number of pictures in an array.
   *
   * @throws InputError if the array is not a whole number of pictures
   */
  countOf(pixels: ArrayLike<number>): number {
    const count = pixels.length / this.imageSize;
    if (Number.isInteger(count)) return count;
    throw new InputError(
      `${this.source}: expected a multiple of ${this.imageSize} numbers (one picture of ${this.width}×${this.height} with ${counted(this.channels, 'channel')}), got ${pixels.length}`,
    );
  }

  /** The likeliest class of each picture, `[count]`. */
  async predictedClasses(pixels: ArrayLike<number>): Promise<Int32Array> {
    const { logits } = await this.ask(pixels);
    return predictedClasses(logits, this.classNames.length);
  }

  /** The probability of each class for each picture, `[count, classes]`. */
  async probabilities(pixels: ArrayLike<number>): Promise<Float32Array> {
    const { logits } = await this.ask(pixels);
    return softmaxRows(logits, this.classNames.length);
  }

  /** An explainer for another graph with the same inputs, outputs and layers. */
  withGraph(graph: Graph): Explainer {
    return new Explainer({ ...this.model, graph }, this.source, this.options);
  }

  /** Frees the resources of the runtime. */
  async dispose(): Promise<void> {
    for (const program of this.programs.values()) await (await program).dispose();
    this.programs.clear();
  }

  private programFor(question: Question, batch: number): Promise<Program> {
    const { objective, activations, gradients } = question;
    const key = JSON.stringify([batch, objective?.value, activations?.map(({ value }) => value), gradients]);
    const known = this.programs.get(key);
    if (known) return known;
    const made = compileQuestion(this.model.graph, question, batch, this.options).catch((error: unknown) => {
      this.programs.delete(key);
      throw inputErrorOf(this.source, error);
    });
    this.programs.set(key, made);
    return made;
  }

  private async askBatch(program: Program, { pixels, asked, batch, start, size }: Part): Promise<Answer> {
    const images = new Float32Array(batch * this.imageSize);
    for (let i = 0; i < size * this.imageSize; i++) images[i] = pixels[start * this.imageSize + i]!;
    const feeds: Record<string, Float32Array> = { [this.model.graph.inputs[0]!.name]: images };
    const target = program.inputs.get('target');
    if (target) feeds['target'] = oneHot(asked.targets ?? [], start, size, target.shape as number[]);
    const results = await program.run(feeds);
    const taken = (name: string): Float32Array => {
      const all = results[name] as Float32Array;
      return all.subarray(0, (all.length / batch) * size);
    };
    return {
      logits: taken('logits'),
      activations: (asked.activations ?? []).map((_, i) => taken(`activation ${i}`)),
      gradients: (asked.gradients ?? []).map((_, i) => taken(`gradient ${i}`)),
    };
  }
}

interface Part {
  readonly pixels: ArrayLike<number>;
  readonly asked: Asked;
  readonly batch: number;
  readonly start: number;
  readonly size: number;
}

/**
 * Opens the bytes of a saved model, ours or another, to explain its predictions.
 *
 * @param source names the model in errors
 * @throws InputError if the bytes are not a model, use an operator that the engine does not support, or take
 *   something other than pictures
 * @example
 * const explainer = await openExplainer(await readFile('best.onnx'), 'best.onnx');
 * const { images } = sketches({ train: 10, test: 10 }).test;
 * const { maps } = await gradCam(explainer, images);
 * maps.length // 7840
 */
export function openExplainer(
  bytes: Uint8Array,
  source = 'model',
  { pixels, ...options }: ExplainerOptions = {},
): Explainer {
  return new Explainer(readExplainableModel(bytes, source, pixels), source, options);
}

/**
 * The batch size: one picture alone, a few in a power of two, many in full batches. So few programs are
 * needed.
 */
function batchFor(count: number): number {
  return Math.min(largestBatch, 2 ** Math.ceil(Math.log2(Math.max(1, count))));
}

/** A row for each picture with a one at its target. Rows that only fill the batch stay zero. */
function oneHot(
  targets: ArrayLike<number>,
  start: number,
  size: number,
  shape: readonly number[],
): Float32Array {
  const [batch, classes] = shape as [number, number];
  const rows = new Float32Array(batch * classes);
  for (let i = 0; i < size; i++) {
    const target = targets[start + i]!;
    if (!(target >= 0 && target < classes))
      throw new InputError(
        `target: expected a number from 0 to ${classes - 1} for each picture, got ${target}`,
      );
    rows[i * classes + target] = 1;
  }
  return rows;
}

/** Joins the answers of several batches, in the order of the question. */
function joinAnswers({ activations = [], gradients = [] }: Question, answers: readonly Answer[]): Answer {
  if (answers.length === 1) return answers[0]!;
  return {
    logits: join(answers.map((answer) => answer.logits)),
    activations: activations.map((_, i) => join(answers.map((answer) => answer.activations[i]!))),
    gradients: gradients.map((_, i) => join(answers.map((answer) => answer.gradients[i]!))),
  };
}

function join(parts: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
