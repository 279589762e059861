// How far exported models are from the originals, on test pictures of Fashion-MNIST: the released models, and
// all architectures with weights from a seed. Prints a table in Markdown.
//
//   npm install --no-save @tensorflow/tfjs-backend-wasm
//   ATELIER_DATA=… ATELIER_PYTHON=… npx tsx bench/export/measure.ts [names of models]
//
// All get 1,000 pictures, but large untrained networks get fewer; each cell says how many. TensorFlow.js
// computes in WebAssembly, because its backend in plain JavaScript would take an hour.
import { readFile } from 'node:fs/promises';
import { architectures } from '../../src/architectures/index.ts';
import { architectureNames } from '../../src/architectures/names.ts';
import { encodeKeras } from '../../src/export/keras/keras-file.ts';
import { describeLayers } from '../../src/export/layers/describe-layers.ts';
import { findTensorflowJs, predictWithTensorflowJs } from '../../src/export/check/tfjs.ts';
import { largestDifference, type CheckPictures } from '../../src/export/check/pictures.ts';
import { encodeOnnx, type OnnxOptions } from '../../src/export/onnx/onnx-variant.ts';
import { encodeTfjs } from '../../src/export/tfjs/layers-model.ts';
import { openClassifier } from '../../src/nn/classifier.ts';
import { decodeModelCard, encodeClassifier, type ModelCard } from '../../src/nn/classifier-file.ts';
import { describeClassifier } from '../../src/nn/describe-classifier.ts';
import { initialWeights } from '../../src/nn/model.ts';
import { predictExported } from '../../src/node/export/check-export.ts';
import { predictWithKeras } from '../../src/node/export/keras.ts';
import { loadData } from '../../src/node/data/load.ts';

/** How many multiply-adds an untrained network may take; the largest ones take a second for each picture. */
const budget = 50e9;
const options = { threads: 1 };

interface Subject {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly card: ModelCard;
  readonly multiplyAdds: number;
}

const { images } = (await loadData('fashion-mnist')).test;

const pictures = (count: number): CheckPictures => ({
  ...{ images: images.subarray(0, count * 784), count },
  ...{ channels: 1, height: 28, width: 28 },
});

/** A network with initial weights from a seed, and the released models' normalisation. */
function untrained(name: (typeof architectureNames)[number]): Uint8Array {
  const model = architectures[name](10);
  const normalization = { mean: [0.2861], std: [0.353] };
  const sample = { ...pictures(1000), normalization };
  return encodeClassifier(model, initialWeights(model.weightSpecs([1, 28, 28]), 1, sample), {
    classNames: Array.from({ length: 10 }, (_, i) => String(i)),
    input: { channels: 1, height: 28, width: 28 },
    preprocessing: normalization,
    ...{ data: 'nothing', seed: 1, epoch: 0 },
  });
}

const subject = (name: string, bytes: Uint8Array): Subject => ({
  ...{ name, bytes, card: decodeModelCard(bytes, name) },
  multiplyAdds: describeClassifier(bytes, name).multiplyAdds,
});

async function onnxDifference(
  { bytes, name, card }: Subject,
  given: CheckPictures,
  expected: Float32Array,
  variant: OnnxOptions,
): Promise<number> {
  const files = [{ path: 'model.onnx', content: await encodeOnnx(bytes, name, variant) }];
  const exported = { format: 'onnx' as const, files, card, input: variant.input };
  const predicted = await predictExported(exported, given, options);
  if ('notChecked' in predicted) throw new Error(predicted.notChecked);
  return largestDifference(predicted.probabilities, expected);
}

const released = await Promise.all(
  ['pocket', 'atelier', 'couture'].map(async (name) => subject(name, await readFile(`models/${name}.onnx`))),
);
const wanted = process.argv.slice(2);
const subjects = [
  ...released,
  ...architectureNames.map((name) => subject(`${name}, untrained`, untrained(name))),
].filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)));
const tensorflow = (await findTensorflowJs())!;
const wasmBackend = '@tensorflow/tfjs-backend-wasm';
await import(wasmBackend);
await tensorflow.core.setBackend('wasm');
const python = process.env['ATELIER_PYTHON'];
const cell = (difference: number, count: number) => `${difference.toExponential(1)} (${count})`;

/** A row of the table without Keras, and what Keras is given. */
async function measure(one: Subject) {
  const { name, bytes, multiplyAdds } = one;
  const isReleased = released.includes(one);
  const given = pictures(isReleased ? 1000 : Math.min(1000, Math.floor(budget / multiplyAdds)));
  const classifier = await openClassifier(bytes, name, options);
  const expected = await classifier.predict(given.images);
  await classifier.dispose();
  const layers = describeLayers(bytes, name);
  const tfjs = await predictWithTensorflowJs(tensorflow, encodeTfjs(layers), given);
  const onnx = (variant: OnnxOptions) => onnxDifference(one, given, expected, variant);
  const cells = [
    cell(await onnx({}), given.count),
    cell(await onnx({ opset: 13, input: 'normalized' }), given.count),
    cell(await onnx({ precision: 'float16' }), given.count),
    cell(largestDifference(tfjs, expected), given.count),
  ];
  console.error([name, ...cells].join(' | '));
  return { name, cells, expected, job: { model: await encodeKeras(layers), pictures: given } };
}

const rows: Awaited<ReturnType<typeof measure>>[] = [];
for (const one of subjects) rows.push(await measure(one));
const keras =
  python === undefined
    ? undefined
    : await predictWithKeras(
        python,
        rows.map(({ job }) => job),
      );
console.log(
  `| model | ONNX | ONNX 13, normalised | float16 | TensorFlow.js | ${keras?.runtime ?? 'Keras'} |`,
);
console.log('| --- | --: | --: | --: | --: | --: |');
rows.forEach(({ name, cells, expected, job }, i) => {
  const probabilities = keras?.probabilities[i];
  const last = probabilities
    ? cell(largestDifference(probabilities, expected), job.pictures.count)
    : 'not checked';
  console.log(`| ${[name, ...cells, last].join(' | ')} |`);
});
