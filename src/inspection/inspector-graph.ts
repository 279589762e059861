// The graph of an inspector: raw pixels in, a score and a map out. It holds the network, what good pieces
// look like, and the search in it, so that any ONNX runtime computes the same.
import type { Graph, Value } from '../engine/graph/graph.ts';
import {
  Identity,
  concat,
  identity,
  matMul,
  mul,
  oneHot,
  reshape,
  topK,
  unsqueeze,
} from '../engine/graph/operators/index.ts';
import { rewrite } from '../engine/passes/rewrite.ts';
import { takingPixels } from '../nn/foreign/import-foreign.ts';
import type { ForeignClassifier } from '../nn/foreign/read-foreign.ts';
import type { Normalization } from '../nn/preprocessing.ts';
import { alongAxes, interpolation, inTurn, smoothing } from './axis-matrix.ts';
import { featuresName, pictureFeatures, placeFeatures, type Features } from './features.ts';
import type { Head, Judgement } from './methods/method.ts';
import type { MethodName } from './methods/names.ts';
import { middleMaps, type PictureSize } from './middle-maps.ts';
import { register, type Registration } from './registration.ts';

/** The names of an inspector's outputs: `[batch]`, and `[batch, height, width]`. */
export const [scoreName, mapName] = ['score', 'map'];

/** What the graph of an inspector is made of, besides what good pieces look like. */
export interface InspectorParts {
  /** A network from pictures to scores. */
  readonly model: ForeignClassifier;
  /** How its pixels are prepared. */
  readonly normalization: Normalization;
  readonly method: MethodName;
  /** The layers to take features from; two in the middle by default. */
  readonly layers?: readonly string[] | undefined;
  readonly registration?: Registration | undefined;
  /** What the maps of good pieces are like, where whole pictures are compared. */
  readonly usualMaps?: readonly Float32Array[] | undefined;
}

/** A graph from pixels to features. */
export interface FeatureGraph {
  readonly graph: Graph;
  readonly features: Features;
  /** The names of the layers that the features are from. */
  readonly layers: readonly string[];
  /** Moves maps to where the pieces lie. */
  readonly back: (maps: Value) => Value;
}

/**
 * The graph from pixels to features, without outputs.
 *
 * @throws InputError if the network has no maps for them
 */
export function featureGraph({ model, normalization, ...parts }: InspectorParts): FeatureGraph {
  let back = (maps: Value): Value => maps;
  const graph = takingPixels(model, normalization, (images) => {
    if (!parts.registration) return images;
    const registered = register(images, parts.registration);
    back = registered.back;
    return registered.images;
  });
  const isOfPictures = parts.method === 'knn';
  const layers = isOfPictures ? [] : middleMaps(graph, model.input, parts.layers);
  const features = isOfPictures ? pictureFeatures(graph, parts.usualMaps) : placeFeatures(layers);
  graph.outputs.clear();
  return { graph, features, layers: layers.map(({ name }) => name), back };
}

/** Which parts of a picture count. */
export interface Region {
  /** `[height, width]` of 0 and 1, for the pixels of the picture. */
  readonly pixels: Uint8Array;
  /** `[height, width]` of 0 and 1, for the places of the features. */
  readonly places: Uint8Array;
}

/**
 * Adds the judgement of a picture to its features: by the head that finds it most like its good pieces.
 *
 * @param heads one for each variant of good pieces
 */
export function addJudgement(
  { graph, features, back }: FeatureGraph,
  heads: readonly Head[],
  size: PictureSize,
  region?: Region,
): void {
  const judgements = heads.map((head, variant) => {
    const { score, distances } = head.judge(features.value, region?.places);
    return {
      score: named(score, judgementName(variant, 'score')),
      distances: named(distances, judgementName(variant, 'distances')),
    };
  });
  const judgement = likeliest(judgements);
  graph.output(scoreName, identity(judgement.score));
  if (features.height === 1) return;
  const distances = features.distances?.(judgement) ?? judgement.distances;
  graph.output(mapName, mapOf(distances, features, size, back, region));
}

const judgementName = (variant: number, what: keyof Judgement): string => `variant ${variant} ${what}`;

const named = (value: Value, name: string): Value => value.graph.add(Identity, [value], {}, 1, name)[0]!;

/** The judgement with the lowest score, for each picture. */
function likeliest(judgements: readonly Judgement[]): Judgement {
  if (judgements.length === 1) return judgements[0]!;
  const scores = concat(
    judgements.map(({ score }) => reshape(score, [-1, 1])),
    1,
  );
  const { values, indices } = topK(scores, 1, { smallest: true });
  const all = concat(
    judgements.map(({ distances }) => unsqueeze(distances, [1])),
    1,
  );
  const places = judgements[0]!.distances.shape[1] as number;
  const chosen = reshape(matMul(oneHot(indices, judgements.length), all), [-1, places]);
  return { score: reshape(values, [-1]), distances: chosen };
}

/** The deviation of the filter for a picture of 224 pixels, as in PatchCore and PaDiM. */
const [smoothingPixels, smoothedHeight] = [4, 224];

/** The map of a picture: the distances of its places, enlarged to its size and smoothed. */
function mapOf(
  distances: Value,
  places: Features,
  size: PictureSize,
  back: FeatureGraph['back'],
  region: Region | undefined,
): Value {
  const deviation = (smoothingPixels * size.height) / smoothedHeight;
  const enlarged = (from: number, to: number) => inTurn(interpolation(from, to), smoothing(to, deviation));
  const maps = alongAxes(
    reshape(distances, [0, places.height, places.width]),
    enlarged(places.height, size.height),
    enlarged(places.width, size.width),
  );
  if (!region) return back(maps);
  const within = distances.graph.constant(
    Float32Array.from(region.pixels),
    [1, size.height, size.width],
    'float32',
    'region',
  );
  return back(mul(maps, within));
}

/** The features `[batch, places, channels]` in the graph of an inspector. */
export const judgedFeatures = ({ nodes }: Graph): Value =>
  nodes.find(({ name }) => name.startsWith(`${featuresName}/`))!.outputs[0]!;

/** The scores `[batch]` by each variant in the graph of an inspector. */
export const variantScores = ({ nodes }: Graph): Value[] =>
  nodes.filter(({ name }) => /^variant \d+ score$/.test(name)).map(({ outputs }) => outputs[0]!);

/**
 * The graph of an inspector with other heads.
 *
 * @param headOf the new head of a variant; undefined keeps the old one
 */
export function withHeads(source: Graph, headOf: (variant: number) => Head | undefined): Graph {
  const replaced = new Map<string, [variant: number, what: keyof Judgement]>();
  variantScores(source).forEach((_, variant) => {
    for (const what of ['score', 'distances'] as const)
      replaced.set(judgementName(variant, what), [variant, what]);
  });
  const features = judgedFeatures(source);
  const region = regionOf(source);
  const judged = new Map<number, Judgement | undefined>();
  return rewrite(source, (node, { translate }) => {
    const [variant, what] = replaced.get(node.name) ?? [];
    if (variant === undefined || what === undefined) return undefined;
    if (!judged.has(variant)) judged.set(variant, headOf(variant)?.judge(translate(features), region));
    const judgement = judged.get(variant);
    return judgement && [named(judgement[what], node.name)];
  });
}

/** The places that count in the graph of an inspector; undefined if all do. */
function regionOf({ nodes }: Graph): Uint8Array | undefined {
  const constants = nodes.flatMap(({ inputs }) => inputs.filter((value) => value?.data));
  const region = constants.find((value) => value!.name.startsWith('region') && value!.shape.length === 2);
  return region && Uint8Array.from(region.data as Float32Array);
}
