// Measures all that a report tells: predictions and what follows from them, maps, mistakes. It reads nothing from disk and prints nothing.
import type { Dataset } from '../data/dataset.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { InputError } from '../errors.ts';
import { neighbourMap } from '../explain/embedding/neighbour-map.ts';
import { principalComponents, project } from '../explain/embedding/pca.ts';
import { embed } from '../explain/embedding/penultimate.ts';
import { evaluationReport } from '../metrics/evaluation-report.ts';
import { temperatureScaling, type TemperatureScaling } from '../metrics/temperature-scaling.ts';
import type { LabelledPredictions } from '../metrics/classification-report.ts';
import type { Classifier } from '../nn/classifier.ts';
import { Random } from '../random.ts';
import { predictLabelled } from '../training/evaluate.ts';
import type { EpochResult } from '../training/fit.ts';
import { collectMistakes } from './mistakes.ts';
import type { EmbeddingMaps, ModelFacts, ReportData, RunConfig } from './report-data.ts';
import type { Part } from './section.ts';

/** What a report is to be about. */
export interface ReportSubject {
  readonly model: Omit<ModelFacts, 'card' | 'bytes'>;
  readonly bytes: Uint8Array;
  readonly classifier: Classifier;
  readonly dataset: Dataset;
  readonly split: string;
  /** For the temperature; missing where it is what is measured on, or is not to be had. */
  readonly validation: Part<Dataset>;
  readonly history: Part<readonly EpochResult[]>;
  readonly config: Part<RunConfig>;
  readonly commands: readonly string[];
  readonly version: string;
}

export interface GatherOptions extends DeviceOptions {
  /** Told what is begun. */
  readonly onStep?: (what: string) => void;
}

/**
 * All that a report tells.
 *
 * @throws InputError where pictures or classes are not those of the model, or there are no pictures
 */
export async function gatherReport(
  subject: ReportSubject,
  { onStep = () => undefined, ...device }: GatherOptions = {},
): Promise<ReportData> {
  const { model, bytes, classifier, dataset, split, validation, ...rest } = subject;
  if (dataset.count === 0) throw new InputError(`${dataset.name}: its ${split} split has no pictures`);
  onStep('predicting');
  const predictions = await predictLabelled(classifier, dataset);
  const evaluation = evaluationReport(predictions);
  const temperature = await scale(classifier, validation, predictions);
  onStep('maps of the pictures');
  const maps = await embeddingMaps(bytes, dataset, device);
  onStep('mistakes');
  const { history, config, commands, version } = rest;
  return {
    ...{ history, config, commands, version, predictions, evaluation, temperature, maps },
    model: { ...model, card: classifier.card, bytes: bytes.length },
    data: { split, dataset, isTrainedOn: classifier.card.data === dataset.name },
    mistakes: await collectMistakes(predictions, dataset),
    explained: { missing: '' },
  };
}

async function scale(
  classifier: Classifier,
  validation: Part<Dataset>,
  predictions: LabelledPredictions,
): Promise<Part<TemperatureScaling>> {
  if ('missing' in validation) return validation;
  return temperatureScaling(await predictLabelled(classifier, validation), predictions);
}

/** Enough to see the groups, few enough for a minute's work and a page that moves. */
const mostOnMap = 2000;
/** Fewer have no neighbours to speak of. */
const leastOnMap = 10;

async function embeddingMaps(
  bytes: Uint8Array,
  dataset: Dataset,
  device: DeviceOptions,
): Promise<Part<EmbeddingMaps>> {
  if (dataset.count < leastOnMap)
    return { missing: `A map needs ${leastOnMap} pictures; there are ${dataset.count}.` };
  const indices = sample(dataset.count, mostOnMap);
  const pictureSize = dataset.images.length / dataset.count;
  const images = new Uint8Array(indices.length * pictureSize);
  indices.forEach((index, k) =>
    images.set(dataset.images.subarray(index * pictureSize, (index + 1) * pictureSize), k * pictureSize),
  );
  const embedding = await embed(bytes, images, indices.length, device);
  if (!embedding)
    return { missing: 'The model does not end in a dense layer, whose input would be the map.' };
  const found = principalComponents(embedding, 2);
  const held = found.variances.reduce((sum, variance) => sum + variance, 0);
  return {
    ...{ indices, size: embedding.size },
    components: project(embedding, found),
    varianceShare: found.totalVariance > 0 ? held / found.totalVariance : 1,
    neighbours: neighbourMap(embedding, 1),
  };
}

/** So many of the first `count` integers, drawn from seed 1, sorted; all where there are no more. */
function sample(count: number, most: number): Int32Array {
  const all = Int32Array.from({ length: count }, (_, i) => i);
  if (count <= most) return all;
  return new Random(1, 'report').shuffle(all).slice(0, most).sort();
}
