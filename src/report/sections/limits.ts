// What the model does not know: the accuracy that is left if unsure pictures go to a person, pictures that
// are unlike the training data, and sets of classes instead of one.
import { riskCoverageFigure } from '../../figures/risk-coverage.ts';
import { predictionSetsReport } from '../../metrics/prediction-sets.ts';
import { riskCoverage, type RiskCoverage } from '../../metrics/risk-coverage.ts';
import { predictedClasses } from '../../metrics/top-k.ts';
import { predictionSetThreshold } from '../../nn/prediction-set-thresholds.ts';
import { counted, percent } from '../../number-words.ts';
import { markup } from '../markup.ts';
import type { ReportData } from '../report-data.ts';
import { figureBlock, isMissing, type Section } from '../section.ts';

const setCoverage = 0.95;

export function limitsSection(report: ReportData): Section {
  const curve = riskCoverage(report.predictions);
  const figure = riskCoverageFigure(curve);
  const words = [passingOn(curve), noveltyWords(report), setWords(report)];
  return {
    ...{ id: 'limits', title: 'What it does not know' },
    figures: [figure],
    content: markup`${words.map((text) => markup`<p>${text}</p>`)}${figureBlock(figure)}`,
  };
}

function passingOn({ points }: RiskCoverage): string {
  const at = (share: number) => points.find(({ coverage }) => coverage >= share)!;
  const parts = [0.95, 0.9, 0.8].map(at).map(({ coverage, accuracy }) => {
    return `${percent(accuracy, 2)} if the least confident ${percent(1 - coverage)} go to a person`;
  });
  return `The accuracy on all pictures is ${percent(points.at(-1)!.accuracy, 2)}. It is ${parts.join(', ')}.`;
}

function noveltyWords({ novelty, predictions, model }: ReportData): string {
  const threshold = model.card?.novelty?.threshold;
  if (isMissing(novelty) || threshold === undefined)
    return isMissing(novelty) ? novelty.missing : 'The model has no novelty output.';
  const predicted = predictedClasses(predictions.probabilities, predictions.classNames.length);
  const accuracyOf = (isNovel: boolean) => {
    const some = Array.from(predicted.keys()).filter((i) => novelty.values[i]! > threshold === isNovel);
    const right = some.filter((i) => predicted[i] === predictions.labels[i]).length;
    return { count: some.length, accuracy: right / Math.max(1, some.length) };
  };
  const [novel, known] = [accuracyOf(true), accuracyOf(false)];
  const all = predicted.length;
  return `${counted(novel.count, 'picture')}, ${percent(novel.count / all)}, ${novel.count === 1 ? 'is' : 'are'} novel: less like the training data than 95 % of the validation pictures. The accuracy is ${percent(novel.accuracy)} on novel pictures and ${percent(known.accuracy)} on the others.`;
}

function setWords({ model: { card }, predictions }: ReportData): string {
  if (!card?.predictionSets) return 'The model has no thresholds for prediction sets.';
  const threshold = predictionSetThreshold(card, setCoverage);
  const found = predictionSetsReport(predictions, { target: setCoverage, threshold });
  return `Prediction sets of ${percent(setCoverage, 0)}, calibrated on the validation split, contain the true class of ${percent(found.coverage, 2)} of the pictures (95 % interval ${found.coverageInterval.map((share) => percent(share, 2)).join(' to ')}). They have ${found.meanSize.toFixed(2)} classes on average; ${percent(found.sizes[0]!)} are empty, because no class is likely enough.`;
}
