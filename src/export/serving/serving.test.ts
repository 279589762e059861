// Files for servers, as a person would write them.
import { expect, it } from 'vitest';
import { decodeModelCard } from '../../nn/classifier-file.ts';
import { layerModels, exportCase } from '../testing/models.ts';
import { encodeDockerfile } from './docker.ts';
import { encodeInferenceService } from './kserve.ts';
import { encodeRepository, servedName } from './triton.ts';

const { bytes } = await exportCase(layerModels[0]!);
const card = decodeModelCard(bytes, 'model');

it('a model repository has a configuration, labels, and a version', () => {
  const files = encodeRepository('boots', bytes, { ...card, classNames: ['Ankle\nboot', 'Bag', 'Coat'] });
  expect(files.map(({ path }) => path)).toEqual([
    'boots/config.pbtxt',
    'boots/labels.txt',
    'boots/1/model.onnx',
  ]);
  const [config, labels, model] = files.map(({ content }) => content);
  expect(config).toContain('name: "boots"');
  expect(config).toMatch(/data_type: TYPE_UINT8\s+dims: \[ 7, 1, 1 \]/);
  expect(config).toMatch(/name: "probabilities"\s+data_type: TYPE_FP32\s+dims: \[ 3 \]/);
  expect(labels).toBe('Ankle boot\nBag\nCoat\n');
  expect(model).toBe(bytes);
});

it.each([
  ['My Shoes_2.0', 'my-shoes-2-0'],
  ['42', 'model'],
  ['7-boots-', 'boots'],
  ['Größe', 'gr-e'],
])('%s is served as %s', (name, served) => expect(servedName(name)).toBe(served));

it('the manifest and the image serve the folder models', () => {
  expect(encodeInferenceService('boots').content).toMatch(
    /kind: InferenceService\nmetadata:\n {2}name: boots\n/,
  );
  const [dockerfile] = encodeDockerfile('1.2.3');
  expect(dockerfile!.content).toContain('ARG ATELIER=atelier@1.2.3\n');
  expect(dockerfile!.content).toContain('COPY models /models\n');
});
