// Defines a custom layer and trains a network with it: maxout (Goodfellow et al., 2013), whose units are the
// maximum of several linear functions of the inputs.
//
//   npx tsx -C source examples/custom-layer.ts
//
// A layer adds operators to a graph; their gradients are derived automatically. The saved model is ONNX, so
// opening it does not need the layer.
import {
  conv2d,
  defineLayer,
  dense,
  evaluate,
  fit,
  flatten,
  InputError,
  maxPooling2d,
  openClassifier,
  operators,
  sequential,
  sketches,
  type Initializer,
  type Layer,
} from 'atelier';
import { z } from 'zod';

/** Uniform within ±√(6 / inputs) (He et al., 2015). */
const heUniform: Initializer = (shape, random) => {
  const [inputs, outputs] = shape as [number, number];
  const limit = Math.sqrt(6 / inputs);
  return Float32Array.from({ length: inputs * outputs }, () => random.between(-limit, limit));
};
const zeros: Initializer = (shape) => new Float32Array(shape.reduce((size, length) => size * length, 1));

/**
 * From `[batch, features]` to `[batch, units]`. A wrong option gives an error with the layer, the option and
 * what it expects.
 */
const maxout = defineLayer(
  'maxout',
  z.strictObject({ units: z.int().positive(), pieces: z.int().min(2).default(2) }),
  (context, x, { units, pieces }) => {
    const [, features] = x.shape;
    if (x.shape.length !== 2 || typeof features !== 'number')
      throw new InputError(`${context.name}: expected [batch, features]; put flatten() before it`);
    // The file contains the names of weights, after the name of the layer: `maxout/kernel`.
    const kernel = context.parameter('kernel', [features, units * pieces], heUniform);
    const bias = context.parameter('bias', [units * pieces], zeros);
    const all = operators.reshape(operators.gemm(x, kernel, bias), [0, units, pieces]);
    return operators.reduceMax(all, { axes: [2], keepDims: false });
  },
);

const { train, test } = sketches({ train: 2000, test: 500 });

async function accuracyWith(hidden: Layer): Promise<number> {
  const model = sequential([
    conv2d({ filters: 8, kernelSize: 3, activation: 'relu' }),
    maxPooling2d(2),
    flatten(),
    hidden,
    dense({ units: train.classNames.length }),
  ]);
  const classifier = await openClassifier((await fit(model, { data: train, epochs: 3 })).best);
  const { accuracy } = await evaluate(classifier, test);
  await classifier.dispose();
  return accuracy;
}

console.log(
  `test accuracy with dense and ReLU: ${(await accuracyWith(dense({ units: 32, activation: 'relu' }))).toFixed(3)}`,
);
console.log(
  `test accuracy with maxout:         ${(await accuracyWith(maxout({ units: 32, pieces: 2 }))).toFixed(3)}`,
);

try {
  maxout({ units: 32, pieces: 1 });
} catch (error) {
  console.log(`error for a wrong option: ${(error as Error).message}`);
}
