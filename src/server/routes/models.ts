// The protocol's metadata, readiness and statistics of models, each with and without a version.
import type { ModelVersionFound } from '../models/model-repository.ts';
import { inputName } from '../../nn/classifier-file.ts';
import {
  modelCard,
  modelMetadata,
  modelParams,
  modelReady,
  statsResponse,
  type ModelMetadata,
} from '../protocol/schemas.ts';
import { errors, type App, type RouteContext } from './context.ts';

/** The path of a model, and that of a version. */
export const modelPaths = ['/v2/models/:name', '/v2/models/:name/versions/:version'] as const;

const failures = errors(400, 401, 404, 503);

export function addModels(app: App, { repository }: RouteContext): void {
  for (const path of modelPaths) {
    const params = modelParams;
    app.get(
      path,
      { schema: { summary: 'model metadata', params, response: { 200: modelMetadata, ...failures } } },
      ({ params: { name, version } }) =>
        metadataOf(repository.find(name, version), repository.readyVersions(name)),
    );
    app.get(
      `${path}/ready`,
      { schema: { summary: 'whether a model is ready', params, response: { 200: modelReady, ...failures } } },
      ({ params: { name, version } }) => {
        repository.find(name, version);
        return { name, ready: true };
      },
    );
    app.get(
      `${path}/card`,
      {
        schema: { summary: 'the description in a model', params, response: { 200: modelCard, ...failures } },
      },
      ({ params: { name, version } }) => repository.find(name, version).model.card,
    );
    app.get(
      `${path}/stats`,
      { schema: { summary: 'statistics of a model', params, response: { 200: statsResponse, ...failures } } },
      ({ params: { name, version } }) => {
        const versions = version === undefined ? repository.readyVersions(name) : [version];
        return { model_stats: versions.map((one) => statsOf(repository.find(name, one))) };
      },
    );
  }
  app.get(
    '/v2/models/stats',
    { schema: { summary: 'statistics of all models', response: { 200: statsResponse, ...errors(401) } } },
    () => ({ model_stats: repository.ready().map(statsOf) }),
  );
}

const statsOf = ({ source: { name, version }, statistics }: ModelVersionFound) => ({
  ...{ name, version },
  ...statistics.toJSON(),
});

function metadataOf({ source, model }: ModelVersionFound, versions: string[]): ModelMetadata {
  const { channels, height, width } = model.card.input;
  return {
    ...{ name: source.name, versions, platform: 'onnxruntime_onnx' },
    inputs: [{ name: inputName, datatype: 'UINT8', shape: [-1, channels, height, width] }],
    outputs: model.outputs.map(({ name, shape }) => ({ name, datatype: 'FP32', shape: [-1, ...shape] })),
  };
}
