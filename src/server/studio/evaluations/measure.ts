// Measures a model for the page: what it predicts for every picture, and what the report shows of that.
import { classifyPictures } from '../../../data/classify.ts';
import { subset, type Dataset } from '../../../data/dataset.ts';
import { labelsForModel } from '../../../data/for-model.ts';
import type { Explainer } from '../../../explain/explainer.ts';
import type { LabelledPredictions } from '../../../metrics/classification-report.ts';
import { evaluationReport } from '../../../metrics/evaluation-report.ts';
import { temperatureScaling } from '../../../metrics/temperature-scaling.ts';
import type { Classifier } from '../../../nn/classifier.ts';
import { explainMistakes } from '../../../report/explained-mistakes.ts';
import { collectMistakes } from '../../../report/mistakes.ts';
import { makeSprite } from '../../../report/pictures.ts';
import { sampleIndices } from '../../../report/sample-indices.ts';
import { isMissing, type Part } from '../../../report/section.ts';
import { measureRobustness } from '../../../robustness/robustness.ts';
import { predictLabelled } from '../../../training/evaluate.ts';
import type { EvaluationDocument, MistakesDocument } from '../contract/evaluations.ts';
import { measurePictures } from './attributes.ts';
import { fileAttributes } from './file-attributes.ts';
import { sheetName, type EvaluationWriter } from './results.ts';

/** A model, opened twice, with the pictures to measure it on. */
export interface EvaluationSubject {
  /** What the user named. */
  readonly model: string;
  readonly classifier: Classifier;
  readonly explainer: Explainer;
  readonly dataset: Dataset;
  readonly split: string;
  readonly validation: Part<Dataset>;
}

const perSheet = 1024;
const mostMistakes = 24;
/** Robustness is thirty predictions of each picture. */
const mostSpoilt = 2000;

/** Writes everything, the figures first and what takes longest last. */
export async function measureEvaluation(subject: EvaluationSubject, writer: EvaluationWriter): Promise<void> {
  const { classifier, explainer, dataset } = subject;
  await writer.begin('predictions', dataset.count);
  const predicted = await predict(classifier, dataset, (done) => writer.advance(done));
  const sheets = await writeSheets(dataset, writer);
  await writer.begin('figures');
  await writeFigures(subject, predicted, sheets, writer);
  await writer.begin('maps');
  await writer.writeJson('mistakes.json', await mistakesOf(explainer, dataset, predicted));
  await writer.begin('robustness');
  const spoilt = subset(dataset, sampleIndices(dataset.count, mostSpoilt));
  const robustness = await measureRobustness(classifier, spoilt, {
    onProgress: (done, total) => writer.advance(done, total),
  });
  await writer.writeJson('robustness.json', { ...robustness, of: dataset.count });
  await writer.begin('done');
}

interface Predicted extends LabelledPredictions {
  readonly labels: Int32Array;
  readonly probabilities: Float32Array;
  readonly novelty: Float32Array | undefined;
}

async function predict(
  classifier: Classifier,
  dataset: Dataset,
  onProgress: (done: number) => void,
): Promise<Predicted> {
  const labels = labelsForModel(classifier.card, dataset);
  const { probabilities, novelty } = await classifyPictures(classifier, dataset.images, onProgress);
  return { labels, probabilities, novelty, classNames: classifier.card.classNames };
}

async function writeSheets(
  dataset: Dataset,
  writer: EvaluationWriter,
): Promise<EvaluationDocument['sheets']> {
  const count = Math.ceil(dataset.count / perSheet);
  await writer.begin('pictures', count);
  let form = { columns: 1, width: 1, height: 1 };
  for (let sheet = 0; sheet < count; sheet++) {
    const most = Math.min(perSheet, dataset.count - sheet * perSheet);
    const indices = Array.from({ length: most }, (_, i) => sheet * perSheet + i);
    const { bytes, columns, width, height } = await makeSprite(dataset, indices);
    form = { columns, width, height };
    await writer.write(sheetName(sheet) as `pictures-${number}.webp`, bytes);
    writer.advance(sheet + 1);
  }
  return { perSheet, ...form };
}

async function writeFigures(
  { model, classifier, dataset, split, validation }: EvaluationSubject,
  predicted: Predicted,
  sheets: EvaluationDocument['sheets'],
  writer: EvaluationWriter,
): Promise<void> {
  const { name, count, files } = dataset;
  const columns = await columnsOf(dataset, predicted);
  const document: EvaluationDocument = {
    ...{ model, data: name, split, count, classNames: predicted.classNames, sheets },
    isTrainedOn: classifier.card.data === name,
    ...(files && { files }),
    report: evaluationReport(predicted),
    temperature: isMissing(validation)
      ? validation
      : temperatureScaling(await predictLabelled(classifier, validation), predicted),
    attributes: columns.map(({ name, values }) => ({ name, ...(values && { values }) })),
  };
  const arrays = [predicted.labels, predicted.probabilities, ...columns.map(({ numbers }) => numbers)];
  await writer.write(
    'predictions.bin',
    arrays.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
  );
  await writer.writeJson('evaluation.json', document);
}

interface Column {
  readonly name: string;
  readonly values?: readonly string[];
  /** `[count]` */
  readonly numbers: Float32Array;
}

async function columnsOf(dataset: Dataset, { novelty }: Predicted): Promise<Column[]> {
  const figures = Object.entries(measurePictures(dataset)).map(([name, numbers]) => ({ name, numbers }));
  const grouped = (await fileAttributes(dataset)).map(({ name, texts }): Column => {
    const values = [...new Set(texts)].sort();
    const places = new Map(values.map((value, i) => [value, i]));
    return { name, values, numbers: Float32Array.from(texts, (text) => places.get(text)!) };
  });
  return [...(novelty ? [{ name: 'novelty', numbers: novelty }] : []), ...figures, ...grouped];
}

async function mistakesOf(
  explainer: Explainer,
  dataset: Dataset,
  predicted: Predicted,
): Promise<MistakesDocument> {
  const mistakes = await collectMistakes(predicted, dataset, mostMistakes);
  const explained = await explainMistakes(explainer, dataset, mistakes, ['grad-cam']);
  const maps = isMissing(explained) ? [] : explained.overlays;
  return {
    mistakes: mistakes.map((mistake, i) => ({ ...mistake, maps: maps[i] ?? [] })),
    about: isMissing(explained) ? '' : explained.about,
  };
}
