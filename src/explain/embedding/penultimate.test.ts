// The embedding of a network worked by hand, and of graphs that have none.
import { expect, it } from 'vitest';
import { Graph } from '../../engine/graph/graph.ts';
import { add, cast, flatten, matMul, relu, softmax } from '../../engine/graph/operators/index.ts';
import { encodeModel } from '../../engine/onnx/encode.ts';
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

it('is what the last dense layer reads', async () => {
  const embedding = await embed(twoPixels(true), Uint8Array.of(9, 4, 1, 3), 2);
  expect(embedding).toEqual({ count: 2, size: 2, values: Float32Array.of(5, 0, 0, 2) });
});

it('takes more pictures than fit a batch, in their order', async () => {
  const images = Uint8Array.from({ length: 2 * 300 }, (_, k) => (k % 2 === 0 ? Math.floor(k / 2) % 251 : 0));
  const embedding = await embed(twoPixels(true), images, 300);
  expect(embedding!.values.filter((_, k) => k % 2 === 0)).toEqual(
    Float32Array.from({ length: 300 }, (_, i) => i % 251),
  );
});

it('is nothing where there is no dense layer', async () => {
  expect(await embed(twoPixels(false), Uint8Array.of(9, 4), 1)).toBeUndefined();
});

it('refuses what is no model', async () => {
  await expect(embed(Uint8Array.of(1, 2, 3), new Uint8Array(2), 1)).rejects.toThrow(/not .*ONNX model/);
});
