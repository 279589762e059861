// Measures everything that a report shows, except for the parts that its options leave out. It prints
// nothing. The audit and the baselines come from the cache if it has them.
import { auditDefaults } from '../audit/defaults.ts';
import { baselineDefaults } from '../baselines/defaults.ts';
import { publishedFor } from '../baselines/published.ts';
import { subset, type Dataset, type DataSplits } from '../data/dataset.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { InputError } from '../errors.ts';
import { assessMethods, type Assessment } from '../explain/assess-methods.ts';
import type { Explainer } from '../explain/explainer.ts';
import { methodsFor } from '../explain/methods/index.ts';
import type { LabelledPredictions } from '../metrics/classification-report.ts';
import { evaluationReport } from '../metrics/evaluation-report.ts';
import { temperatureScaling, type TemperatureScaling } from '../metrics/temperature-scaling.ts';
import { predictedClasses } from '../metrics/top-k.ts';
import type { Classifier } from '../nn/classifier.ts';
import { cachedAudit } from '../node/audit/cached-audit.ts';
import { cachedBaselines } from '../node/results/cached-baselines.ts';
import { withValidation } from '../training/validation-split.ts';
import { measureRobustness } from '../robustness/robustness.ts';
import { predictLabelled } from '../training/evaluate.ts';
import { auditFindings, type AuditFindings } from './audit-findings.ts';
import { embeddingMaps } from './embedding-maps.ts';
import { explainMistakes } from './explained-mistakes.ts';
import { lookInside } from './inside.ts';
import { collectMistakes } from './mistakes.ts';
import { unlessLeftOut, type ReportPart } from './parts.ts';
import type { Comparisons, ModelFacts, Novelty, ReportData } from './report-data.ts';
import { sampleIndices } from './sample-indices.ts';
import { isMissing, type Part } from './section.ts';

/** The subject of a report: a model and the data to measure it on. */
export interface ReportSubject extends Pick<ReportData, 'history' | 'config' | 'commands' | 'version'> {
  readonly model: ModelFacts;
  readonly classifier: Classifier;
  /** An explainer of the same model. */
  readonly explainer: Explainer;
  readonly splits: DataSplits;
  readonly dataset: Dataset;
  readonly split: string;
  /** For fitting a temperature; missing if it is the measured split or not available. */
  readonly validation: Part<Dataset>;
}

export interface GatherOptions extends DeviceOptions {
  readonly without?: readonly ReportPart[];
  /** Called at the start of each step with its name. */
  readonly onStep?: (what: string) => void;
}

/**
 * Measures everything that a report shows.
 *
 * @throws InputError if the pictures or classes do not fit the model, or if there are no pictures
 * @example const page = await reportPage(await gatherReport(subject));
 */
export async function gatherReport(
  subject: ReportSubject,
  { without = [], onStep = () => undefined, ...device }: GatherOptions = {},
): Promise<ReportData> {
  const { model, classifier, explainer, dataset, split, validation } = subject;
  if (dataset.count === 0) throw new InputError(`${dataset.name}: the ${split} split has no pictures`);
  const begun = <T extends object>(part: ReportPart, what: string, measure: () => Promise<Part<T>>) =>
    unlessLeftOut(without, part, () => {
      onStep(what);
      return measure();
    });
  onStep('predictions');
  const predictions = await predictLabelled(classifier, dataset);
  const mistakes = await collectMistakes(predictions, dataset);
  const { history, config, commands, version } = subject;
  return {
    ...{ history, config, commands, version, model, predictions, mistakes },
    data: { split, dataset, isTrainedOn: model.card?.data === dataset.name },
    evaluation: evaluationReport(predictions),
    temperature: await scale(classifier, validation, predictions),
    novelty: await noveltyOf(classifier, dataset),
    maps: await begun('embedding', 'embedding', () => embeddingMaps(explainer, dataset)),
    explained: await begun('explanations', 'explanations of mistakes', () =>
      explainMistakes(explainer, dataset, mistakes),
    ),
    inside: await begun('explanations', 'filters and feature maps', () =>
      lookInside(explainer, dataset, surestHit(predictions)),
    ),
    assessment: await begun('explanations', 'faithfulness of explanations', () => assess(explainer, dataset)),
    robustness: await begun('robustness', 'robustness', () => measureRobustness(classifier, dataset)),
    audit: await begun('audit', 'audit of the data', () => auditOf(subject.splits, device)),
    baselines: await begun('baselines', 'baselines', () => baselinesOf(subject, device)),
  };
}

async function scale(
  classifier: Classifier,
  validation: Part<Dataset>,
  predictions: LabelledPredictions,
): Promise<Part<TemperatureScaling>> {
  if (isMissing(validation)) return validation;
  return temperatureScaling(await predictLabelled(classifier, validation), predictions);
}

async function noveltyOf(classifier: Classifier, { images }: Dataset): Promise<Part<Novelty>> {
  const none = {
    missing: 'The model has no novelty output, so it does not tell which pictures are new to it.',
  };
  if (!classifier.card.novelty) return none;
  const { novelty } = await classifier.classify(images);
  return novelty ? { values: novelty } : none;
}

/** The correct prediction with the highest confidence; the first picture if no prediction is correct. */
function surestHit({ labels, probabilities, classNames }: LabelledPredictions): number {
  const predicted = predictedClasses(probabilities, classNames.length);
  const sureness = (i: number) =>
    predicted[i] === labels[i] ? probabilities[i * classNames.length + labels[i]!]! : -1;
  let best = 0;
  for (let i = 1; i < labels.length; i++) if (sureness(i) > sureness(best)) best = i;
  return best;
}

/** How many pictures the explanation methods are assessed on: enough to rank them, not for a third digit. */
const mostAssessed = 32;
const mostUnlearned = 8;

function assess(explainer: Explainer, dataset: Dataset): Promise<Assessment> {
  const { images } = subset(dataset, sampleIndices(dataset.count, mostAssessed));
  const options = { sanityPictures: mostUnlearned, cascading: false };
  return assessMethods(explainer, methodsFor(explainer), images, options);
}

/** Audits the data, or takes the result from the cache. */
async function auditOf(splits: DataSplits, device: DeviceOptions): Promise<Part<AuditFindings>> {
  try {
    return await auditFindings(await cachedAudit(splits, device), splits, auditDefaults.limit);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { missing: `The data can’t be audited: ${error.message}` };
  }
}

/** Measures the baselines, or takes the results from the cache. */
async function baselinesOf(
  { splits, dataset, split }: ReportSubject,
  device: DeviceOptions,
): Promise<Part<Comparisons>> {
  if (split === 'train')
    return { missing: 'Baselines are trained on this split, so they are not measured on it.' };
  try {
    const results = await cachedBaselines(
      { ...withValidation(splits, baselineDefaults.seed), measured: dataset },
      device,
    );
    return {
      computed: results.map(({ result }) => result),
      published: publishedFor(dataset.name, split),
      seconds: results.reduce((sum, { seconds }) => sum + seconds, 0),
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { missing: `The baselines can’t be measured: ${error.message}` };
  }
}
