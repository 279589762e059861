// Learns what good pieces look like, and makes an inspector of it. The pieces are divided into parts. Each
// part is judged by what the others tell, which gives the scores of good pieces that the threshold is
// estimated on. The inspector is one of these judges: one that had learnt from all parts would give lower
// scores than those of the threshold, and raise fewer false alarms than promised.
import { digestOf } from '../data/digest.ts';
import type { Graph } from '../engine/graph/graph.ts';
import { simplify } from '../engine/passes/passes.ts';
import { compile } from '../engine/runtime/compile.ts';
import type { Program } from '../engine/runtime/program.ts';
import { deviceOf, type DeviceOptions } from '../engine/runtime/runtime.ts';
import { InputError } from '../errors.ts';
import { inputName } from '../nn/classifier-file.ts';
import type { Backbone } from '../nn/foreign/pretrained.ts';
import type { Normalization } from '../nn/preprocessing.ts';
import { featuresName } from './features.ts';
import type { GoodPieces } from './good-pieces.ts';
import { encodeInspector, type InspectorCard } from './inspector-file.ts';
import { addJudgement, featureGraph, type FeatureGraph } from './inspector-graph.ts';
import { inspectInBatches } from './inspector.ts';
import { checkMemory } from './memory.ts';
import { learners } from './methods/index.ts';
import type { Head, Learner } from './methods/method.ts';
import type { MethodName } from './methods/names.ts';
import { partCount, partedPieces, picturesOfPart, type PartedPieces } from './piece-parts.ts';
import { regionOf } from './region.ts';
import { registrationTo, type Registration } from './registration.ts';
import { thresholdsFor } from './threshold.ts';

/** The options of `learnInspector`. */
export interface LearnOptions extends DeviceOptions {
  /** The network whose features tell good pieces from others. */
  readonly backbone: Backbone;
  /** How its pixels are prepared. */
  readonly normalization: Normalization;
  /** Good pieces, at least ten of each variant. A piece is judged by the variant that it is most like. */
  readonly variants: readonly GoodPieces[];
  /** How good pieces are told from others; `patchcore` by default. */
  readonly method?: MethodName;
  /** The layers to take features from; two in the middle by default. */
  readonly layers?: readonly string[] | undefined;
  /** The most features of places that `patchcore` keeps, of all variants together; 2,000 by default. */
  readonly bankSize?: number;
  /** The share of good pieces that may count as defective; 0.01 by default. */
  readonly falseAlarms?: number;
  /** The longest shift of a piece that is undone, in pixels of the network; none by default. */
  readonly alignment?: number | undefined;
  /** `[height, width]`: 0 for pixels that don't count; all count by default. */
  readonly region?: Uint8Array | undefined;
  /** Decides what is drawn; 1 by default. */
  readonly seed?: number;
  /** The most bytes that what is learnt may take; unlimited by default. */
  readonly memoryLimit?: number;
  /** Called with the number of pictures that are done, and of all: each piece is looked at twice. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** The defaults of the options. */
const learnDefaults = {
  method: 'patchcore',
  bankSize: 2000,
  falseAlarms: 0.01,
  seed: 1,
  memoryLimit: Infinity,
} as const;

type FullOptions = LearnOptions & Required<Pick<LearnOptions, keyof typeof learnDefaults>>;

/** The part that the inspector does not learn from. */
const leftOut = 0;

/** The fewest pieces of a variant. */
const fewestPieces = 10;

/**
 * Learns an inspector from pictures of good pieces. The same pieces, options and threads give the same bytes.
 *
 * @returns the bytes of an `.onnx` file
 * @throws InputError if the pieces are too few or alike, the network has no maps, an option is out of range,
 *   or learning would take more than `memoryLimit`
 * @example
 * const { images } = sketches({ train: 20 }).train;
 * const { backbone, normalization } = await readBackbone('pocket');
 * const variants = [variantOf(images, 784)];
 * await writeFile('inspector.onnx', await learnInspector({ backbone, normalization, variants }));
 */
export async function learnInspector(given: LearnOptions): Promise<Uint8Array> {
  const options = { ...learnDefaults, ...given };
  checkOptions(options);
  return new Lesson(options).inspector();
}

function checkOptions({ variants, falseAlarms, bankSize, method, layers, region }: FullOptions): void {
  if (!(falseAlarms > 0 && falseAlarms < 1))
    throw new InputError(`falseAlarms: expected a share between 0 and 1, got ${falseAlarms}`);
  if (!Number.isInteger(bankSize) || bankSize < variants.length)
    throw new InputError(
      `bankSize: expected a whole number of ${variants.length || 1} or more, got ${bankSize}`,
    );
  for (const [name, value] of Object.entries({ layers, region }))
    if (method === 'knn' && value !== undefined)
      throw new InputError(`${name}: knn compares whole pictures; take the method patchcore or padim`);
  if (variants.length === 0) throw new InputError('variants: expected good pieces, got none');
  for (const { name, count } of variants) if (count < fewestPieces) throw tooFew(name, count);
}

const tooFew = (name: string, count: number, kind = 'good'): InputError =>
  new InputError(
    `expected at least ${fewestPieces} ${kind} pieces${name && ` of the variant ${name}`}, got ${count}`,
  );

/** The learning of one inspector. */
class Lesson {
  private readonly options: FullOptions;
  private readonly variants: readonly PartedPieces[];
  private readonly size: InspectorCard['input'];
  private readonly imageSize: number;
  private registration: Registration | undefined;
  private usualMaps: readonly Float32Array[] | undefined;
  private done = 0;

  constructor(options: FullOptions) {
    this.options = options;
    this.variants = options.variants.map((pieces) => partedPieces(pieces, options.seed));
    this.size = options.backbone.read('batch').input as InspectorCard['input'];
    this.imageSize = this.size.channels * this.size.height * this.size.width;
  }

  async inspector(): Promise<Uint8Array> {
    const { variants, size } = this;
    const { backbone, method, falseAlarms, alignment, region, seed, memoryLimit, bankSize } = this.options;
    const { features, layers } = this.features(); // refuses a network before anything is read
    const pieces = variants.map(({ count }) => count);
    checkMemory({ method, shape: features, pieces, bankSize }, memoryLimit);
    if (region) regionOf(region, size, features);
    if (alignment !== undefined)
      this.registration = registrationTo(await this.meanPicture(), size, alignment);
    const learnt = await this.learn();
    const heads = learnt.map((learner) => learner.head(leftOut));
    const heldBack = await this.judgeHeldBack(learnt, heads);
    return encodeInspector(this.graphWith(heads), {
      ...{ method, input: size, heldBack, seed },
      backbone: { name: backbone.name, sha256: backbone.sha256, layers: [...layers] },
      variants: variants.map(({ name, count }) => ({ name, pieces: count, accepted: 0 })),
      ...thresholdsFor(heldBack, falseAlarms),
      ...(alignment !== undefined && { alignment }),
      region: region ? region.filter(Boolean).length / region.length : 1,
    });
  }

  private features(): FeatureGraph {
    const { backbone, normalization, method, layers } = this.options;
    const { registration, usualMaps } = this;
    const model = backbone.read('batch');
    return featureGraph({ model, normalization, method, layers, registration, usualMaps });
  }

  private graphWith(heads: readonly Head[]): Graph {
    const built = this.features();
    const { region } = this.options;
    addJudgement(built, heads, this.size, region && regionOf(region, this.size, built.features));
    return built.graph;
  }

  private async meanPicture(): Promise<Float64Array> {
    const sums = new Float64Array(this.imageSize);
    let count = 0;
    for (const variant of this.variants)
      for (let part = 0; part < partCount; part++)
        for await (const images of picturesOfPart(variant, part, this.imageSize)) {
          images.forEach((value, i) => (sums[i % this.imageSize]! += value));
          count += images.length / this.imageSize;
        }
    return sums.map((sum) => sum / count);
  }

  /** Shows all pieces to the learners, one for each variant. */
  private async learn(): Promise<Learner[]> {
    const { method, bankSize, seed } = this.options;
    const { graph, features } = this.features();
    graph.output(featuresName, features.value);
    features.maps.forEach((maps, i) => graph.output(`maps ${i}`, maps));
    const means = features.maps.map(() => new MapMean());
    const learnt = this.variants.map(({ parts }) =>
      learners[method]({
        ...{ shape: features, seed, bankSize: Math.floor(bankSize / this.variants.length) },
        pieces: parts.map((indices) => indices.length),
      }),
    );
    await this.running(graph, async (program) => {
      for (const [i, variant] of this.variants.entries()) {
        const different = new Set<string>();
        for (let part = 0; part < partCount; part++)
          for await (const images of picturesOfPart(variant, part, this.imageSize)) {
            for (let start = 0; start < images.length; start += this.imageSize)
              different.add(await digestOf(images.subarray(start, start + this.imageSize)));
            const results = await program.run({ [inputName]: images });
            learnt[i]!.add(part, results[featuresName] as Float32Array);
            means.forEach((mean, at) =>
              mean.add(results[`maps ${at}`] as Float32Array, images.length / this.imageSize),
            );
            this.report(images);
          }
        if (different.size < fewestPieces) throw tooFew(variant.name, different.size, 'different');
      }
    });
    this.usualMaps = means.map((mean) => mean.value());
    return learnt;
  }

  /** The scores and peaks of all pieces in their order, each by what the other parts tell. */
  private async judgeHeldBack(
    learnt: readonly Learner[],
    heads: readonly Head[],
  ): Promise<InspectorCard['heldBack']> {
    const found = this.variants.map((): { scores: number[]; peaks: number[] } => ({ scores: [], peaks: [] }));
    for (let part = 0; part < partCount; part++) {
      const others = part === leftOut ? heads : learnt.map((learner) => learner.head(part));
      await this.running(this.graphWith(others), async (program) => {
        for (const [i, variant] of this.variants.entries()) {
          const indices = variant.parts[part]!.values();
          for await (const images of picturesOfPart(variant, part, this.imageSize)) {
            const { scores, maps } = await inspectInBatches(program, images, this.imageSize);
            scores.forEach((score, at) => {
              const index = indices.next().value!;
              found[i]!.scores[index] = score;
              if (maps) found[i]!.peaks[index] = largest(maps, at, scores.length);
            });
            this.report(images);
          }
        }
      });
    }
    return {
      scores: found.flatMap(({ scores }) => scores),
      peaks: found.flatMap(({ peaks }) => peaks),
    };
  }

  private async running(graph: Graph, use: (program: Program) => Promise<void>): Promise<void> {
    const program = await compile(simplify(graph), deviceOf(this.options));
    try {
      await use(program);
    } finally {
      await program.dispose();
    }
  }

  private report(images: Uint8Array): void {
    this.done += images.length / this.imageSize;
    const all = 2 * this.variants.reduce((sum, { count }) => sum + count, 0);
    this.options.onProgress?.(this.done, all);
  }
}

/** The largest value of one of several maps. */
function largest(maps: Float32Array, index: number, count: number): number {
  const size = maps.length / count;
  return maps.subarray(index * size, (index + 1) * size).reduce((a, b) => Math.max(a, b), -Infinity);
}

/** The mean of maps that come a few at a time. */
class MapMean {
  private sums = new Float64Array(0);
  private count = 0;

  /** Adds `[count, ...]`. */
  add(maps: Float32Array, count: number): void {
    const size = maps.length / count;
    if (this.count === 0) this.sums = new Float64Array(size);
    for (let start = 0; start < maps.length; start += size)
      for (let i = 0; i < size; i++) this.sums[i]! += maps[start + i]!;
    this.count += count;
  }

  value(): Float32Array {
    return Float32Array.from(this.sums, (sum) => sum / this.count);
  }
}
