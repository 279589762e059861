// Saved models: described by their card, or by the names in their graph if the card has a custom layer.
import { describe, expect, it } from 'vitest';
import { paperCnn, resnet20 } from '../architectures/index.ts';
import { Graph } from '../engine/graph/graph.ts';
import { relu } from '../engine/graph/operators/index.ts';
import { decodeModel } from '../engine/onnx/decode.ts';
import { encodeModel } from '../engine/onnx/encode.ts';
import { InputError } from '../errors.ts';
import { encodeClassifier } from './classifier-file.ts';
import { describeClassifier, describeGraph } from './describe-classifier.ts';
import { describeModel, type LayerDescription } from './describe.ts';
import type { Layer } from './layer.ts';
import { dense, flatten } from './layers/index.ts';
import { initialWeights, sequential, type Model } from './model.ts';
import { quantizeWeights } from './quantize-weights.ts';
import { smallStorages } from './small-storage.ts';

function saved(model: Model, size: number): Uint8Array {
  const weights = initialWeights(model.weightSpecs([1, size, size]), 1);
  return encodeClassifier(model, weights, {
    classNames: Array.from({ length: 10 }, (_, label) => `class ${label}`),
    input: { channels: 1, height: size, width: size },
    preprocessing: { mean: [0.3], std: [0.35] },
    ...{ data: 'nothing', seed: 1, epoch: 0 },
  });
}

it('is described as its architecture, for its own pictures', () => {
  const model = paperCnn(10);
  expect(describeClassifier(saved(model, 32), 'best.onnx')).toEqual(describeModel(model, [1, 32, 32]));
});

describe('by its graph', () => {
  /** What both descriptions must agree on, of layers that do something in inference. */
  const core = (layer: LayerDescription): unknown => {
    const { name, type, input, output, parameters, multiplyAdds, merge, paths } = layer;
    return {
      name,
      type,
      input,
      output,
      parameters,
      multiplyAdds,
      merge,
      paths: paths?.map((path) => path.map(core)),
    };
  };

  it.each([paperCnn(10), resnet20(10)])('is the same as by its layers (%#)', (model) => {
    const graph = decodeModel(saved(model, 28));
    const { layers, ...whole } = describeGraph(graph, model.name, [1, 28, 28]);
    const { layers: expected, ...expectedWhole } = describeModel(model, [1, 28, 28]);
    expect(whole).toEqual(expectedWhole);
    expect(layers.map(core)).toEqual(expected.filter(({ type }) => type !== 'dropout').map(core));
  });

  it('is described if a layer comes from another program', () => {
    const doubled: Layer = {
      type: 'doubled',
      apply: (_, x) => relu(x),
      toJSON: () => ({ type: 'doubled', by: 2 }),
    };
    const bytes = saved(sequential([flatten(), doubled, dense({ units: 10 })], 'own'), 3);
    expect(describeClassifier(bytes, 'own.onnx')).toMatchObject({
      ...{ model: 'own', parameters: 100, multiplyAdds: 90 },
      layers: [
        { type: 'flatten' },
        { type: 'doubled', output: [9], options: {} },
        { type: 'dense', output: [10] },
      ],
    });
    for (const storage of smallStorages)
      expect(describeClassifier(quantizeWeights(bytes, storage), '')).toEqual(describeClassifier(bytes, ''));
  });
});

it('is refused if it is foreign', () => {
  const graph = new Graph();
  graph.output('y', relu(graph.input('x', 'float32', [1, 4])));
  expect(() => describeClassifier(encodeModel(graph), 'foreign.onnx')).toThrow(InputError);
  expect(() => describeClassifier(encodeModel(graph), 'foreign.onnx')).toThrow(/^foreign\.onnx: /);
  expect(() => describeClassifier(new Uint8Array(9), 'text.onnx')).toThrow(/^text\.onnx: /);
});
