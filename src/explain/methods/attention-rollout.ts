// Attention rollout (Abnar & Zuidema, 2020, "Quantifying Attention Flow in Transformers"): how much of each
// part of the picture reaches the output, if every layer mixes its tokens as its attention says and half of
// each token passes by. It is the same for all classes.
import { liveNodes } from '../../engine/graph/live-nodes.ts';
import { InputError } from '../../errors.ts';
import type { Explainer } from '../explainer.ts';
import { targetsOf, type Explanation, type ExplanationOptions } from '../explanation.ts';
import { resizeMaps } from '../resize-map.ts';

/**
 * Attention rollout of a transformer for pictures.
 *
 * @param images `[count, channels, height, width]`, 0 to 255
 * @returns maps of 0 and more
 * @throws InputError if the model has no attention from every part of the picture to every other
 * @example
 * const explainer = await openExplainer(await readFile('best.onnx'));
 * const { images } = sketches({ train: 10, test: 10 }).test;
 * if (hasAttention(explainer)) await attentionRollout(explainer, images);
 */
export async function attentionRollout(
  explainer: Explainer,
  images: ArrayLike<number>,
  options: ExplanationOptions = {},
): Promise<Explanation> {
  const layers = attentionLayers(explainer);
  if (layers.length === 0)
    throw new InputError(
      'attention-rollout: expected a transformer with attention between all parts of the picture; grad-cam works with convolutions',
    );
  const targets = await targetsOf(explainer, images, options.targets);
  const tokens = layers[0]!.shape[1]!;
  const side = Math.floor(Math.sqrt(tokens));
  const maps = new Float32Array(targets.length * side * side);
  const { imageSize } = explainer;
  for (let i = 0; i < targets.length; i++) {
    // One picture at a time, because the attention of all layers is large.
    const picture = Float32Array.from({ length: imageSize }, (_, j) => images[i * imageSize + j]!);
    const { activations } = await explainer.ask(picture, { activations: layers });
    maps.set(reachOf(rollout(activations, tokens), tokens, side), i * side * side);
  }
  const { height, width } = explainer;
  return { maps: resizeMaps(maps, [side, side], [height, width]), targets, isSigned: false };
}

/** Whether a model is a transformer with attention between all parts of the picture. */
export const hasAttention = (explainer: Explainer): boolean => attentionLayers(explainer).length > 0;

/** Maps with fewer rows or columns do not show a position in a picture. */
const fewestTokens = 4;

/** The softmaxes `[batch, heads, tokens, tokens]` whose tokens are a square of patches, and a few others. */
function attentionLayers({ model: { graph } }: Explainer) {
  const [batch] = graph.inputs[0]!.shape;
  const found = liveNodes(graph).flatMap(({ operator, outputs: [output], name }) => {
    const { shape } = output!;
    const [first, , rows, columns] = shape;
    const isSquare = shape.length === 4 && first === batch && rows === columns;
    if (operator.type !== 'Softmax' || !isSquare || Number(rows) < fewestTokens) return [];
    return [{ name, value: output!.name, shape: shape.slice(1) as number[] }];
  });
  return found.every(({ shape }) => shape[1] === found[0]!.shape[1]) ? found : [];
}

/** The product of the layers' mixing matrices, `[tokens, tokens]`. */
function rollout(attentions: readonly Float32Array[], tokens: number): Float64Array {
  const area = tokens * tokens;
  let product = identity(tokens);
  for (const attention of attentions) {
    const ofHeads = attention.length / area;
    const mixing = identity(tokens).map((value) => value / 2);
    attention.forEach((value, i) => (mixing[i % area]! += value / (2 * ofHeads)));
    product = multiply(mixing, product, tokens);
  }
  return product;
}

const identity = (size: number): Float64Array =>
  Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));

function multiply(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++) {
      const factor = a[i * size + k]!;
      for (let j = 0; j < size; j++) product[i * size + j]! += factor * b[k * size + j]!;
    }
  return product;
}

/**
 * What reaches the output from each patch: through the class token if there is one, else through all tokens
 * alike. Tokens that are no patches come first.
 */
function reachOf(product: Float64Array, tokens: number, side: number): Float64Array {
  const others = tokens - side * side;
  const rows = others > 0 ? [0] : [...Array(tokens).keys()];
  return Float64Array.from({ length: side * side }, (_, patch) =>
    rows.reduce((sum, row) => sum + product[row * tokens + others + patch]! / rows.length, 0),
  );
}
