// Every layer and every architecture, through each format, against the program's own predictions.
import { describe, expect, it } from 'vitest';
import { predictExported } from '../node/export/check-export.ts';
import { predictWithKeras } from '../node/export/keras.ts';
import { decodeModelCard } from '../nn/classifier-file.ts';
import { layerTypes } from '../nn/layers/index.ts';
import { findTensorflowJs, predictWithTensorflowJs } from './check/tfjs.ts';
import { largestDifference } from './check/pictures.ts';
import { encodeKeras } from './keras/keras-file.ts';
import { convertedTypes } from './keras/layers.ts';
import { describeLayers } from './layers/describe-layers.ts';
import { encodeOnnx, type OnnxOptions } from './onnx/onnx-variant.ts';
import { architectureModels, exportCase, layerModels, type ExportCase } from './testing/models.ts';
import { encodeTeachableMachine } from './tfjs/teachable-machine.ts';
import { encodeTfjs } from './tfjs/layers-model.ts';

const models = [...layerModels, ...architectureModels];
const tensorflow = (await findTensorflowJs())!;
const python = process.env['ATELIER_PYTHON'];

async function predictWithOnnx(
  { name, bytes, pictures }: ExportCase,
  options: OnnxOptions,
): Promise<Float32Array> {
  const files = [{ path: 'model.onnx', content: await encodeOnnx(bytes, name, options) }];
  const card = decodeModelCard(bytes, name);
  const predicted = await predictExported({ format: 'onnx', files, card, input: options.input }, pictures, {
    threads: 1,
  });
  return (predicted as { probabilities: Float32Array }).probabilities;
}

it('every type of layer is converted', () => {
  expect([...convertedTypes].sort()).toEqual([...layerTypes].sort());
});

describe.each(models)('%s', (...model) => {
  it('has the same probabilities in TensorFlow.js and in ONNX', async () => {
    const made = await exportCase(model);
    const { name, bytes, pictures, expected } = made;
    const files = encodeTfjs(describeLayers(bytes, name));
    const predicted = await predictWithTensorflowJs(tensorflow, files, pictures);
    expect(largestDifference(predicted, expected)).toBeLessThan(1e-5);
    const older = await predictWithOnnx(made, { opset: 13, input: 'normalized' });
    expect(largestDifference(older, expected)).toBeLessThan(2e-6);
    expect(largestDifference(await predictWithOnnx(made, { opset: 17 }), expected)).toBeLessThan(2e-6);
  });
});

it('Teachable Machine’s pixels from -1 to 1 give the same probabilities', async () => {
  const { name, bytes, pictures, expected } = await exportCase(architectureModels[0]!);
  const files = encodeTeachableMachine(describeLayers(bytes, name));
  // The library wants TensorFlow.js 1, which knows no class `Functional`.
  expect(JSON.parse(String(files[0]!.content))).toMatchObject({
    modelTopology: { model_config: { class_name: 'Model' } },
  });
  const predicted = await predictWithTensorflowJs(tensorflow, files, pictures, (pixel) => pixel / 127 - 1);
  expect(largestDifference(predicted, expected)).toBeLessThan(1e-5);
});

it.runIf(python)(
  'Keras gives the same probabilities for every layer and architecture',
  async () => {
    const cases = await Promise.all(models.map(exportCase));
    const jobs = await Promise.all(
      cases.map(async ({ name, bytes, pictures }) => ({
        model: await encodeKeras(describeLayers(bytes, name)),
        pictures,
      })),
    );
    const { probabilities } = await predictWithKeras(python!, jobs);
    const differences = cases.map(
      ({ name, expected }, i) => [name, largestDifference(probabilities[i]!, expected)] as const,
    );
    expect(differences.filter(([, difference]) => !(difference < 1e-5))).toEqual([]);
  },
  1_800_000,
);
