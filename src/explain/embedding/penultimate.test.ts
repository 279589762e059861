// The embedding of a network worked out by hand, and of graphs without one.
import { expect, it } from 'vitest';
import { Graph } from '../../engine/graph/graph.ts';
import { add, cast, flatten, matMul, relu, softmax } from '../../engine/graph/operators/index.ts';
import { encodeModel } from '../../engine/onnx/encode.ts';
import { openExplainer } from '../explainer.ts';
import { embed } from './penultimate.ts';

/** Two pixels; relu(p0 - p1), relu(p1 - p0); then a dense layer of three classes with its bias. */
function twoPixels(endsDense: boolean): Uint8Array {
  const graph = new Graph();
  const pixels = flatten(cast(graph.input('image', 'uint8', ['batch', 1, 1, 2]), 'float32'));
  const weight = graph.constant(Float32Array.of(1, -1, -1, 1), [2, 2], 'float32');
  const hidden = relu(endsDense ? matMul(pixels, weight) : pixels);
  const last = graph.constant(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3], 'float32');
  const bias = graph.constant(Float32Array.of(1, 1, 1), [3], 'float32');
  graph.output('probabilities', softmax(endsDense ? add(matMul(hidden, last), bias) : hidden));
  return encodeModel(graph);
}

const embedding = (bytes: Uint8Array, images: Uint8Array) => {
  const explainer = openExplainer(bytes);
  return embed(explainer, images).finally(() => explainer.dispose());
};

it('is the input of the last dense layer', async () => {
  expect(await embedding(twoPixels(true), Uint8Array.of(9, 4, 1, 3))).toEqual({
    ...{ count: 2, size: 2, values: Float32Array.of(5, 0, 0, 2) },
  });
});

it('takes more pictures than a batch holds, in order', async () => {
  const images = Uint8Array.from({ length: 2 * 300 }, (_, k) => (k % 2 === 0 ? Math.floor(k / 2) % 251 : 0));
  const { values } = (await embedding(twoPixels(true), images))!;
  expect(values.filter((_, k) => k % 2 === 0)).toEqual(Float32Array.from({ length: 300 }, (_, i) => i % 251));
});

it('is undefined if the last product is of two computed values, or of the pictures', async () => {
  const graph = new Graph();
  const pixels = flatten(cast(graph.input('image', 'uint8', [2, 1, 1, 2]), 'float32'));
  graph.output('scores', matMul(relu(pixels), relu(pixels)));
  expect(await embedding(encodeModel(graph), Uint8Array.of(9, 4, 1, 2))).toBeUndefined();
});

it('is undefined without a dense layer', async () => {
  expect(await embedding(twoPixels(false), Uint8Array.of(9, 4))).toBeUndefined();
});
