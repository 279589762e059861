// A model opened in the page: what it says of pictures, why, and what it computes on the way. This knows
// neither workers nor the DOM, so it is tested in Node.
import { fitRaster, type ImageTarget } from '../../../src/data/fitting/fit-raster.ts';
import type { Raster } from '../../../src/data/fitting/raster.ts';
import { resizeRaster } from '../../../src/data/fitting/resize.ts';
import { multiplyAddsOf } from '../../../src/engine/graph/multiply-adds.ts';
import { decodeModel } from '../../../src/engine/onnx/decode.ts';
import type { DeviceOptions } from '../../../src/engine/runtime/runtime.ts';
import { InputError } from '../../../src/errors.ts';
import type { Explanation } from '../../../src/explain/explanation.ts';
import { openExplainer, type Explainer } from '../../../src/explain/explainer.ts';
import { featureMaps, type FeatureMaps } from '../../../src/explain/feature-maps.ts';
import type { NamedLayer } from '../../../src/explain/layers.ts';
import { methods, methodsFor } from '../../../src/explain/methods/index.ts';
import type { MethodName } from '../../../src/explain/methods/names.ts';
import { decodeModelCard, type ModelCard } from '../../../src/nn/classifier-file.ts';
import { openClassifierProgram } from '../../../src/nn/classifier.ts';
import { takingAnyBatch, type PictureProgram } from '../../../src/nn/any-batch.ts';
import { embeddingName, openEmbeddingProgram } from '../../../src/nn/embedding-program.ts';
import type { PreprocessName } from '../../../src/nn/foreign/preprocessing.ts';
import { describedModel, type Preparation } from './described-model.ts';
import { PlacedProgram, type Hardware, type Placement, type WantedPlace } from './placement.ts';

/** What is known of a model when it is open. */
export interface ModelFacts {
  /** The name of its file or run. */
  readonly name: string;
  readonly card: ModelCard;
  /** The layers whose features can be seen, from first to last. */
  readonly layers: readonly NamedLayer[];
  /** The layer that class activation maps show if none is named; missing if no layer has maps. */
  readonly mapLayer?: string;
  /** The maps that can be made. */
  readonly methods: readonly MethodName[];
  /** How many numbers describe a picture just before the decision; missing if the model has no such layer. */
  readonly dimensions?: number;
  /** How the pixels of a model of another program are prepared. */
  readonly preparation?: Preparation;
  /** Where it classifies. Maps and features are always made on the processor. */
  readonly placement: Placement;
}

/** What a model says of a picture. */
export interface Seen {
  /** What the network sees: uint8 `[channels, height, width]`. */
  readonly pixels: Uint8Array;
  /** `[classes]`, 0 to 1. */
  readonly probabilities: Float32Array;
  /** How unlike the training data it is; missing if the model has no such output. */
  readonly novelty?: number;
  /** `[dimensions]`, of length 1; missing if the model has no such layer. */
  readonly embedding?: Float32Array;
  /** Where it was classified: the graphics card can be lost. */
  readonly placement: Placement;
}

/** What to explain. */
export interface ExplainAsked {
  readonly method: MethodName;
  /** The class; the likeliest if it is left out. */
  readonly target?: number | undefined;
  /** For class activation maps. */
  readonly layer?: string | undefined;
}

/** A model in the page. */
export interface PageModel {
  readonly facts: ModelFacts;
  /** Fits a picture of red, green, blue and opacity to the network, as `atelier predict` does. */
  fit(picture: Raster): Promise<Uint8Array>;
  /** Fits and classifies a picture. */
  look(picture: Raster): Promise<Seen>;
  /** Classifies pictures that fit already: uint8 `[count, channels, height, width]`. */
  classify(pixels: Uint8Array): Promise<Seen[]>;
  /** A map over one picture, `[height, width]`. */
  explain(pixels: Uint8Array, asked: ExplainAsked): Promise<Explanation>;
  /** What a layer computes of one picture. */
  features(pixels: Uint8Array, layer: string): Promise<FeatureMaps>;
  close(): Promise<void>;
}

/** How to open a model. */
export interface OpenOptions {
  /** How pixels are prepared, for a model of another program that does not say it. */
  readonly preprocess?: PreprocessName | undefined;
  /** Where it classifies; where it pays by default. */
  readonly on?: WantedPlace | undefined;
  /** Files by name that may hold its weights. */
  readonly beside?: Readonly<Record<string, Blob>> | undefined;
}

/**
 * Opens the bytes of a model, ours or of another program.
 *
 * @param name of its file or run, for messages
 * @param hardware what it can run on
 * @throws InputError if the bytes are no classifier of pictures that the engine knows
 */
export async function openPageModel(
  bytes: Uint8Array,
  name: string,
  { on, ...options }: OpenOptions,
  hardware: Hardware,
): Promise<PageModel> {
  const described = await describedModel(bytes, name, options);
  const card = decodeModelCard(described.bytes, name);
  let dimensions: number | undefined;
  const program = await PlacedProgram.open(
    {
      async open(device) {
        const opened = await openProgram(described.bytes, name, device);
        dimensions = opened.dimensions;
        return opened.program;
      },
      pictureSize: card.input.channels * card.input.height * card.input.width,
      multiplyAdds: () =>
        decodeModel(described.bytes).nodes.reduce((sum, node) => sum + multiplyAddsOf(node), 0),
    },
    ...([hardware, on] as const),
  );
  const explainer = openExplainer(described.bytes, name, await hardware.processor());
  const facts: ModelFacts = {
    ...{ name, card, layers: explainer.layers, methods: methodsFor(explainer), placement: program.placement },
    ...mapLayerOf(explainer),
    ...(dimensions !== undefined && { dimensions }),
    ...(described.preparation && { preparation: described.preparation }),
  };
  const target = targetOf(card);
  const fit = (picture: Raster) => fitRaster(picture, target, resizeRaster);
  const classify = async (pixels: Uint8Array) => {
    const results = await program.run(pixels);
    return split(pixels, card, results).map((one) => ({ ...one, placement: program.placement }));
  };
  return {
    facts,
    fit,
    classify,
    look: async (picture) => (await classify(await fit(picture)))[0]!,
    explain: (pixels, { method, target: targets, layer }) =>
      methods[method](explainer, pixels, { targets, layer }),
    features: (pixels, layer) => featureMaps(explainer, pixels, layer),
    close: async () => {
      await program.dispose();
      await explainer.dispose();
    },
  };
}

interface Opened {
  readonly program: PictureProgram;
  readonly dimensions?: number;
}

/** With the features that pictures are compared by, if the model has such. */
async function openProgram(bytes: Uint8Array, name: string, device: DeviceOptions): Promise<Opened> {
  try {
    return await openEmbeddingProgram(bytes, name, device);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { card, program } = await openClassifierProgram(bytes, name, device);
    const { channels, height, width } = card.input;
    return { program: takingAnyBatch(program, channels * height * width) };
  }
}

/** What the network expects of a picture. */
export const targetOf = ({ input: { channels, height, width }, pictures }: ModelCard): ImageTarget => ({
  ...{ height, width, channels: channels === 1 ? 1 : 3, invert: 'auto' },
  ...(pictures && { fit: pictures.fit }),
});

function mapLayerOf(explainer: Explainer): { mapLayer?: string } {
  try {
    return { mapLayer: explainer.layer().name };
  } catch (error) {
    if (error instanceof InputError) return {};
    throw error;
  }
}

/** The results of a batch, picture by picture. */
function split(
  pixels: Uint8Array,
  { input }: ModelCard,
  results: Record<string, Float32Array>,
): Omit<Seen, 'placement'>[] {
  const { probabilities, novelty, [embeddingName]: embedding } = results;
  const size = input.channels * input.height * input.width;
  const count = pixels.length / size;
  const row = (values: Float32Array, i: number) =>
    values.slice((i * values.length) / count, ((i + 1) * values.length) / count);
  return Array.from({ length: count }, (_, i) => ({
    pixels: pixels.subarray(i * size, (i + 1) * size),
    probabilities: row(probabilities!, i),
    ...(novelty && { novelty: novelty[i]! }),
    ...(embedding && { embedding: row(embedding, i) }),
  }));
}
