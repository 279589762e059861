// Adds pieces that a person cleared to what an inspector knows, without the pieces that it was learnt from.
import type { Graph } from '../engine/graph/graph.ts';
import { decodeModel } from '../engine/onnx/decode.ts';
import { simplify } from '../engine/passes/passes.ts';
import { compile } from '../engine/runtime/compile.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { selectRows, type Vectors } from '../neighbours/vectors.ts';
import { inputName } from '../nn/classifier-file.ts';
import { predictionBatchSize } from '../nn/predictions.ts';
import { greedyCoreset } from './coreset.ts';
import { decodeInspectorCard, encodeInspector, type InspectorCard } from './inspector-file.ts';
import { judgedFeatures, variantScores, withHeads } from './inspector-graph.ts';
import { knnHead } from './methods/knn.ts';
import { bankName, isNamed, type Head } from './methods/method.ts';
import { grownPadimHead, padimHeadsIn } from './methods/padim.ts';
import { patchcoreHead } from './methods/patchcore.ts';
import { joinRows } from './pooled-rows.ts';

/** The options of `acceptPieces`. */
export interface AcceptOptions extends DeviceOptions {
  /** Names the inspector in errors. */
  readonly source?: string;
}

/**
 * The inspector with more good pieces: each is added to the variant that it is most like. Of a piece's
 * features, `patchcore` keeps the farthest ones until all others are near one that is kept, which is half the
 * threshold; `knn` keeps those of the picture; `padim` adds the piece to the means and covariances of places,
 * by which a piece that is unlike many others may still count as defective. The threshold stays.
 *
 * @param bytes an inspector
 * @param images good pieces, uint8 `[count, channels, height, width]`
 * @returns the bytes of an inspector
 * @throws InputError if the bytes are not an inspector
 * @example
 * const { images } = sketches({ train: 20 }).train;
 * const inspector = await readFile('inspector.onnx');
 * await writeFile('grown.onnx', await acceptPieces(inspector, images.subarray(0, 784)));
 */
export async function acceptPieces(
  bytes: Uint8Array,
  images: Uint8Array,
  { source = 'inspector', ...device }: AcceptOptions = {},
): Promise<Uint8Array> {
  const card = decodeInspectorCard(bytes, source);
  const graph = decodeModel(bytes);
  const pieces = await piecesByVariant(bytes, card, images, device);
  const headOf = growing(graph, card);
  const grown = withHeads(graph, (variant) =>
    pieces[variant]!.count > 0 ? headOf(variant, pieces[variant]!) : undefined,
  );
  const perPiece = placesOf(graph);
  const variants = card.variants.map((variant, i) => ({
    ...variant,
    accepted: variant.accepted + pieces[i]!.count / perPiece,
  }));
  return encodeInspector(grown, { ...card, variants });
}

/** How the head of a variant takes the features of more pieces. */
function growing(graph: Graph, card: InspectorCard): (variant: number, added: Vectors) => Head {
  if (card.method === 'padim') {
    const heads = padimHeadsIn(graph);
    const known = card.variants.map((variant) => variant.pieces + variant.accepted);
    return (variant, added) => grownPadimHead(heads[variant]!, known[variant]!, added);
  }
  const banks = banksOf(graph);
  return (variant, added) => {
    const [bank, all] = [banks[variant]!, joinRows([banks[variant]!, added])];
    return card.method === 'knn' ? knnHead(all) : patchcoreHead(spread(all, bank.count, card));
  };
}

/** The vectors of a bank, and of those after it the ones that are far from all. */
const spread = (all: Vectors, kept: number, { seed, threshold }: InspectorCard): Vectors =>
  selectRows(all, greedyCoreset(all, { count: all.count, seed, kept, stopsAt: threshold / 2 }).indices);

const placesOf = (graph: Graph): number => judgedFeatures(graph).shape[1] as number;

/** The features of pieces, by the variant that each is most like. */
async function piecesByVariant(
  bytes: Uint8Array,
  { input, variants }: InspectorCard,
  images: Uint8Array,
  device: DeviceOptions,
): Promise<Vectors[]> {
  const graph = decodeModel(bytes);
  const features = judgedFeatures(graph);
  graph.outputs.clear();
  graph.output('known', features);
  variantScores(graph).forEach((score, variant) => graph.output(`score of ${variant}`, score));
  const program = await compile(simplify(graph), device);
  const imageSize = input.channels * input.height * input.width;
  const step = imageSize * predictionBatchSize(imageSize);
  const [, places, dimensions] = features.shape as [unknown, number, number];
  const found = variants.map((): Vectors[] => [{ count: 0, dimensions, values: new Float32Array(0) }]);
  try {
    for (let start = 0; start < images.length; start += step) {
      const batch = images.subarray(start, start + step);
      const results = await program.run({ [inputName]: batch });
      const scores = variants.map((_, variant) => results[`score of ${variant}`] as Float32Array);
      const values = results['known'] as Float32Array;
      for (let piece = 0; piece < batch.length / imageSize; piece++) {
        const own = scores.map((score) => score[piece]!);
        const size = places * dimensions;
        found[own.indexOf(Math.min(...own))]!.push({
          ...{ count: places, dimensions },
          values: values.slice(piece * size, (piece + 1) * size),
        });
      }
    }
  } finally {
    await program.dispose();
  }
  return found.map(joinRows);
}

/** The banks of all variants, in their order. */
function banksOf({ nodes }: Graph): Vectors[] {
  const constants = new Set(nodes.flatMap(({ inputs }) => inputs.filter((value) => value?.data)));
  return [...constants].flatMap((value) => {
    if (!isNamed(value!, bankName)) return [];
    const [count, dimensions] = value!.shape as [number, number];
    return [{ count, dimensions, values: value!.data as Float32Array }];
  });
}
