// Saved models opened for explanations: ours in all storages, and foreign ones.
import { describe, expect, it } from 'vitest';
import { paperCnn, resnet20 } from '../architectures/index.ts';
import { Graph, type Value } from '../engine/graph/graph.ts';
import * as op from '../engine/graph/operators/index.ts';
import { encodeModel } from '../engine/onnx/encode.ts';
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';
import { openClassifier } from '../nn/classifier.ts';
import { encodeClassifier } from '../nn/classifier-file.ts';
import { initialWeights, type Model } from '../nn/model.ts';
import { quantizeWeights } from '../nn/quantize-weights.ts';
import { openExplainer } from './explainer.ts';
import { gradCam } from './methods/grad-cam.ts';
import { hasCam } from './methods/cam.ts';
import { occlusion } from './methods/occlusion.ts';
import { saliency } from './methods/saliency.ts';
import { rankCorrelation } from './rank-correlation.ts';
import { constantLike, linear, toyModel } from './testing/toy-models.ts';

const options = { threads: 1 };
const input = { channels: 1, height: 28, width: 28 };

function saved(model: Model): Uint8Array {
  const weights = initialWeights(model.weightSpecs([1, 28, 28]), 5);
  return encodeClassifier(model, weights, {
    ...{ classNames: [...'abcdefghij'], input, data: 'nothing', seed: 5, epoch: 1 },
    preprocessing: { mean: [0.3], std: [0.35] },
  });
}

const random = new Random(9, 'pictures');
const pictures = Uint8Array.from({ length: 3 * 784 }, () => random.integer(256));
const bytes = saved(paperCnn(10));

const expectNear = (found: Float32Array, expected: Float32Array, tolerance: number) => {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(tolerance));
};

describe('a model of ours', () => {
  const explainer = openExplainer(bytes, 'ours', options);

  it('predicts what the classifier predicts', async () => {
    const classifier = await openClassifier(bytes, 'ours', options);
    expectNear(await explainer.probabilities(pictures), await classifier.predict(pictures), 1e-6);
    expect(explainer).toMatchObject({ ...input, imageSize: 784, classNames: classifier.card.classNames });
    expect(explainer.model.notes).toEqual([]);
  });

  it('has the layers that it was built from, with their output shapes', () => {
    expect(explainer.layers.map(({ name, shape }) => `${name} ${shape.join('×')}`)).toEqual([
      'conv2d 32×26×26',
      'maxPooling2d 32×13×13',
      'conv2d_1 64×11×11',
      'maxPooling2d_1 64×5×5',
      'flatten 1600',
      'dense 128',
      'dense_1 10',
    ]);
    expect(explainer.layer().name).toBe('conv2d_1'); // the last with 4×4 cells or more
  });

  it('has the gradient of finite differences of its logits', async () => {
    const one = Float32Array.from(pictures.subarray(0, 784));
    const { gradients } = await explainer.ask(one, { targets: [3], gradients: ['pixels'] });
    const places = [101, 406, 555];
    for (const place of places) {
      const shifted = (by: number) => one.map((value, i) => (i === place ? value + by : value));
      const [up, down] = [await explainer.ask(shifted(0.5)), await explainer.ask(shifted(-0.5))];
      expect(gradients[0]![place]).toBeCloseTo(up.logits[3]! - down.logits[3]!, 4);
    }
  });

  it('is the same from quantized files, except for the rounding of weights', async () => {
    const { maps } = await saliency(explainer, pictures, { targets: 4 });
    for (const [storage, least] of [
      ['float16', 0.999],
      ['int8', 0.9],
    ] as const) {
      const small = openExplainer(quantizeWeights(bytes, storage), storage, options);
      expect(small.layers).toEqual(explainer.layers);
      const found = (await saliency(small, pictures, { targets: 4 })).maps;
      expect(rankCorrelation(found, maps)).toBeGreaterThan(least);
      expect(found).not.toEqual(maps);
    }
  });

  it('with residual blocks has its blocks as layers, and class activation maps without gradients', () => {
    const residual = openExplainer(saved(resnet20(10)), 'residual', options);
    expect(hasCam(residual)).toBe(true);
    expect(residual.layer().shape).toEqual([64, 7, 7]);
    expect(residual.layers.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['residual', 'residual_8', 'globalAveragePooling2d', 'dense']),
    );
  });
});

describe('a foreign model', () => {
  const weights = Array.from({ length: 4 }, (_, i) => i + 1);

  it('is explained as far as possible, and notes say what is missing', async () => {
    const explainer = openExplainer(toyModel([1, 2, 2], linear(weights)), 'theirs', options);
    expect(explainer.classNames).toEqual(['class 0', 'class 1']);
    expect(explainer.model.notes).toEqual([
      'the model does not name its classes: they are called class 0, class 1 and so on',
      'the model does not state the range of its float32 pixels: 0..1 is assumed',
      'the model does not state which data it was trained on, or how its pictures were prepared',
    ]);
    const { maps } = await saliency(explainer, Uint8Array.of(1, 2, 3, 4), { targets: 0 });
    maps.forEach((value, i) => expect(value).toBeCloseTo(weights[i]! / 255, 6));
  });

  it('may take bytes and give probabilities: the logits are the softmax’s input', async () => {
    const build = (x: Value) => op.softmax(linear(weights)(op.cast(x, 'float32')));
    const explainer = openExplainer(toyModel([1, 2, 2], build, 'uint8'), 'theirs', options);
    expect(explainer.model.notes).toHaveLength(2);
    const { logits } = await explainer.ask(Uint8Array.of(1, 1, 1, 1));
    expect(logits).toEqual(Float32Array.of(10, -10));
    const { maps } = await saliency(explainer, Uint8Array.of(1, 2, 3, 4));
    expect(maps).toEqual(Float32Array.from(weights));
  });

  it('may take one picture at a time, and name nothing', async () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [1, 1, 4, 4]);
    const maps = op.relu(op.conv(x, constantLike(x, [1, -1], [2, 1, 1, 1])));
    graph.output(
      'y',
      op.gemm(op.reshape(maps, [1, 32]), constantLike(x, Array<number>(64).fill(1), [32, 2])),
    );
    const explainer = openExplainer(encodeModel(graph), 'theirs', { ...options, pixels: 'bytes' });
    const three = Float32Array.from({ length: 48 }, (_, i) => i);
    const { logits } = await explainer.ask(three);
    expect([...logits]).toEqual([120, 120, 376, 376, 632, 632]);
    expect(explainer.layers.map(({ name }) => name)).toEqual(['Conv', 'Relu', 'Reshape', 'y']);
    expect((await gradCam(explainer, three, { targets: 1 })).maps).toHaveLength(48);
  });

  const refuse = (build: (graph: Graph) => void): Uint8Array => {
    const graph = new Graph();
    build(graph);
    return encodeModel(graph);
  };

  it.each([
    ['no model', Uint8Array.of(1, 2, 3), 'theirs: not an ONNX model'],
    [
      'a model without pictures',
      refuse((graph) => graph.output('y', op.relu(graph.input('x', 'float32', ['batch', 7])))),
      'theirs: input x: expected pictures [batch, channels, height, width] of fixed size, got float32[batch, 7]',
    ],
    [
      'pictures of any size',
      refuse((graph) => graph.output('y', op.relu(graph.input('x', 'float32', ['n', 3, 'h', 'w'])))),
      'theirs: input x: expected pictures [batch, channels, height, width] of fixed size, got float32[n, 3, h, w]',
    ],
    [
      'pictures larger than any',
      refuse((graph) => graph.output('y', op.relu(graph.input('x', 'float32', [1, 3, 99999, 99999])))),
      'theirs: input x: expected pictures of up to 16×4096×4096, at most 1024 in a batch, got [1, 3, 99999, 99999]',
    ],
    [
      'two inputs',
      refuse((graph) =>
        graph.output('y', op.add(graph.input('a', 'float32', [1]), graph.input('b', 'float32', [1]))),
      ),
      'theirs: expected a model with one input for pictures, got a, b',
    ],
    [
      'one number as output',
      toyModel([1, 2, 2], (x) => op.gemm(op.flatten(x), constantLike(x, weights, [4, 1]))),
      'theirs: output scores: expected scores [batch, classes], got float32[batch, 1]',
    ],
  ])('is refused if it is %s', (_, theirs, complaint) => {
    expect(() => openExplainer(theirs, 'theirs', options)).toThrow(new InputError(complaint));
  });

  it.each([
    ['17 channels', [1, 17, 4, 4]],
    ['too high', [1, 1, 4097, 4]],
    ['too wide', [1, 1, 4, 4097]],
    ['too many together', [1025, 1, 4, 4]],
  ])('is refused if its pictures are %s', (_, shape) => {
    const theirs = refuse((graph) => graph.output('y', op.relu(graph.input('x', 'float32', shape))));
    expect(() => openExplainer(theirs, 'theirs', options)).toThrow(
      new InputError(
        `theirs: input x: expected pictures of up to 16×4096×4096, at most 1024 in a batch, got [${shape.join(', ')}]`,
      ),
    );
  });

  it.each([[[1024, 16, 1, 1]], [[1, 1, 4096, 1]], [['n', 1, 1, 4096]]])('may take %j', (shape) => {
    const theirs = refuse((graph) => {
      const x = graph.input('x', 'float32', shape);
      graph.output('y', op.concat([op.flatten(x), op.flatten(x)], 1));
    });
    const explainer = openExplainer(theirs, 'theirs', options);
    expect([explainer.channels, explainer.height, explainer.width]).toEqual(shape.slice(1));
    expect(explainer.model.fixedBatch).toBe(typeof shape[0] === 'number' ? shape[0] : undefined);
  });

  it('with an operator without a gradient refuses gradients, and still predicts', async () => {
    const reflected = (x: Value) =>
      x.graph.add(op.Pad, [x, x.graph.int64([0, 0, 0, 0, 0, 0, 0, 1])], { mode: 'reflect' })[0]!;
    const model = toyModel([1, 2, 2], (x) => linear([1, 2, 3, 4, 5, 6])(reflected(x)));
    const explainer = openExplainer(model, 'theirs', { ...options, pixels: 'bytes' });
    const picture = Uint8Array.of(1, 2, 3, 4); // 1 2 1 above 3 4 3
    expect((await explainer.ask(picture)).logits[0]).toBe(1 + 4 + 3 + 12 + 20 + 18);
    await expect(saliency(explainer, picture)).rejects.toThrow(
      new InputError('theirs: Pad: only the gradient of constant padding is supported'),
    );
    const { maps } = await occlusion(explainer, picture, { patch: 1 });
    expect(maps).toEqual(Float32Array.of(4, 4, 30, 20));
  });
});
