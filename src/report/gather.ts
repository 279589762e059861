// Measures all that a report tells: predictions and what follows from them, maps, mistakes. It reads nothing from disk and prints nothing.
import { subset, type Dataset } from '../data/dataset.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { InputError } from '../errors.ts';
import { neighbourMap } from '../explain/embedding/neighbour-map.ts';
import { principalComponents, project } from '../explain/embedding/pca.ts';
import { embed } from '../explain/embedding/penultimate.ts';
import { assessMethods, type Assessment } from '../explain/assess-methods.ts';
import { openExplainer, type Explainer } from '../explain/explainer.ts';
import { methodsFor } from '../explain/methods/index.ts';
import { evaluationReport } from '../metrics/evaluation-report.ts';
import { temperatureScaling, type TemperatureScaling } from '../metrics/temperature-scaling.ts';
import type { LabelledPredictions } from '../metrics/classification-report.ts';
import type { Classifier } from '../nn/classifier.ts';
import { Random } from '../random.ts';
import { measureRobustness } from '../robustness/robustness.ts';
import { predictedClasses } from '../metrics/top-k.ts';
import { predictLabelled } from '../training/evaluate.ts';
import type { EpochResult } from '../training/fit.ts';
import { explainMistakes } from './explained-mistakes.ts';
import { lookInside } from './inside.ts';
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
  const mistakes = await collectMistakes(predictions, dataset);
  const explainer = openExplainer(bytes, model.name, device);
  try {
    const explained = await explainMistakes(explainer, dataset, mistakes);
    onStep('filters and maps of features');
    const inside = await lookInside(explainer, dataset, surestHit(predictions));
    onStep('faithfulness of explanations');
    const assessment = await assess(explainer, dataset);
    onStep('robustness');
    const robustness = await measureRobustness(classifier, dataset);
    return {
      ...{ ...rest, predictions, evaluation, temperature, maps, mistakes, explained, inside, assessment },
      ...{ robustness },
      model: { ...model, card: classifier.card, bytes: bytes.length },
      data: { split, dataset, isTrainedOn: classifier.card.data === dataset.name },
    };
  } finally {
    await explainer.dispose();
  }
}

/** Of the pictures that are recognised, the one of which the model is surest; the first where none is. */
function surestHit({ labels, probabilities, classNames }: LabelledPredictions): number {
  const predicted = predictedClasses(probabilities, classNames.length);
  const sureness = (i: number) =>
    predicted[i] === labels[i] ? probabilities[i * classNames.length + labels[i]!]! : -1;
  let best = 0;
  for (let i = 1; i < labels.length; i++) if (sureness(i) > sureness(best)) best = i;
  return best;
}

/** On how many pictures methods of explanation are tried: enough for a ranking, not for its third digit. */
const mostAssessed = 32;
const mostUnlearned = 8;

function assess(explainer: Explainer, dataset: Dataset): Promise<Assessment> {
  const { images } = subset(dataset, sample(dataset.count, mostAssessed));
  const options = { sanityPictures: mostUnlearned, cascading: false };
  return assessMethods(explainer, methodsFor(explainer), images, options);
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
  const embedding = await embed(bytes, subset(dataset, indices).images, indices.length, device);
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
