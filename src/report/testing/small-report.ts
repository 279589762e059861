// A handmade report on six pictures: three classes, the last without pictures, and two mistakes.
import type { Dataset } from '../../data/dataset.ts';
import { evaluationReport } from '../../metrics/evaluation-report.ts';
import type { ReportData } from '../report-data.ts';

const classNames = ['hat', '<b>coat</b>', 'glove'];

export const dataset: Dataset = {
  ...{ name: 'wardrobe', classNames, count: 6, channels: 1, height: 2, width: 3 },
  images: Uint8Array.from({ length: 36 }, (_, k) => 40 * Math.floor(k / 6)),
  labels: Int32Array.of(0, 0, 0, 1, 1, 1),
};

/** Correct, correct, wrong with confidence 0.6; correct, wrong with confidence 0.9, correct. */
export const predictions = {
  ...{ classNames, labels: dataset.labels },
  probabilities: Float32Array.of(
    ...[0.9, 0.1, 0],
    ...[0.6, 0.2, 0.2],
    ...[0.3, 0.6, 0.1],
    ...[0.2, 0.8, 0],
    ...[0.9, 0.1, 0],
    ...[0.1, 0.9, 0],
  ),
};

const missing = { missing: 'not measured' };

export const smallReport: ReportData = {
  model: { name: 'tiny', card: undefined, input: dataset, bytes: 2048, notes: ['it says nothing of itself'] },
  data: { split: 'test', dataset, isTrainedOn: false },
  ...{ predictions, evaluation: evaluationReport(predictions, { resamples: 20 }), mistakes: [] },
  ...{
    history: missing,
    temperature: missing,
    novelty: missing,
    maps: missing,
    explained: missing,
    robustness: missing,
  },
  ...{ inside: missing, assessment: missing, audit: missing, baselines: missing, config: missing },
  commands: ['atelier report tiny.onnx'],
  version: '0.0.0',
};
