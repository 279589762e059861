// The report in words: how good the model is, where it fails, and what these figures do not say.
import { table, markup, type Markup } from '../markup.ts';
import type { ReportData } from '../report-data.ts';
import type { Section } from '../section.ts';
import { count, counted, percent, rate } from '../../number-words.ts';
import { confusedPairs } from './confusion.ts';

export function summarySection(report: ReportData): Section {
  return {
    ...{ id: 'summary', title: 'Summary', figures: [] },
    content: markup`<p class="lead">${headline(report)}</p>
<p>${whereItFails(report)}</p>
<p>${whatItIs(report)}</p>
${keyFigures(report)}
<h3>What these figures do not say</h3>
<ul>${caveats(report).map((caveat) => markup`<li>${caveat}</li>`)}</ul>`,
  };
}

function headline({ model, data: { split, dataset }, evaluation }: ReportData): Markup {
  const { accuracy, accuracyInterval, count: all } = evaluation;
  const right = Math.round(accuracy * all);
  const [low, high] = accuracyInterval;
  return markup`<strong>${model.name}</strong> recognises <strong>${percent(accuracy, 2)}</strong> of the ${split} split of ${dataset.name}: ${count(right)} of
${counted(all, 'picture')} (95 % interval ${percent(low)} to ${percent(high)}). It misses ${count(all - right)}.`;
}

/** The classes and pairs where most goes wrong. */
function whereItFails({
  evaluation: { perClass, confusion },
  predictions: { classNames },
}: ReportData): string {
  const sorted = perClass.filter(({ support }) => support > 0).sort((a, b) => a.recall - b.recall);
  const [worst, best] = [sorted[0], sorted.at(-1)];
  if (!worst || !best) return '';
  const [pair] = confusedPairs(confusion);
  const classes = `It finds ${percent(best.recall)} of the class ${best.name}, its best, and ${percent(worst.recall)} of ${worst.name}, its worst.`;
  if (!pair) return `${classes} It makes no mistake on these pictures.`;
  const mistakes = perClass.reduce((sum, row, label) => sum + row.support - confusion[label]![label]!, 0);
  return `${classes} Its most frequent mistake is ${classNames[pair.label]} taken for ${classNames[pair.prediction]}: ${count(pair.mistakes)} of its ${count(mistakes)}.`;
}

function whatItIs({ model: { card, input, bytes, parameters, multiplyAdds } }: ReportData): string {
  const { channels, height, width } = input;
  const size = parameters === undefined ? '' : `, ${count(parameters)} parameters`;
  const work =
    multiplyAdds === undefined ? '' : `, ${(multiplyAdds / 1e6).toFixed(1)} million multiply-adds a picture`;
  return `The model is ${card?.architecture.name ?? 'somebody else’s'}${size}${work}; its file has ${kibibytes(bytes)}. It takes pictures of ${width}×${height} pixels, ${channels === 1 ? 'grey' : `${channels} channels`}.`;
}

function keyFigures({ evaluation }: ReportData): Markup {
  const { intervals, macro, topK, calibration } = evaluation;
  const interval = (name: keyof typeof intervals) => intervals[name].map(rate).join(' to ');
  return table(
    ['figure', 'value', '95 % interval'],
    [
      ['accuracy', rate(evaluation.accuracy), evaluation.accuracyInterval.map(rate).join(' to ')],
      ['balanced accuracy', rate(evaluation.balancedAccuracy), interval('balancedAccuracy')],
      ...topK.map(({ k, accuracy }) => [`top-${k} accuracy`, rate(accuracy), '']),
      ['F1, macro average', rate(macro.f1), interval('macroF1')],
      ['Matthews correlation', rate(evaluation.matthewsCorrelation), interval('matthewsCorrelation')],
      ['Cohen’s kappa', rate(evaluation.cohensKappa), interval('cohensKappa')],
      ['ROC area, macro average', rate(macro.rocAuc), ''],
      ['log loss', rate(evaluation.loss), interval('loss')],
      ['Brier score', rate(evaluation.brierScore), interval('brierScore')],
      ['expected calibration error', percent(calibration.expectedCalibrationError, 2), ''],
    ],
  );
}

function caveats({ model, data, evaluation }: ReportData): string[] {
  const { split, dataset, isTrainedOn } = data;
  const empty = evaluation.perClass.filter(({ support }) => support === 0).map(({ name }) => name);
  return [
    'The intervals say how far figures would vary with other pictures of the same kind. They know nothing of other seeds: a second training run of the same recipe gives another model.',
    ...(split === 'test'
      ? ['Whoever looks at a test split often, and keeps what looks best on it, has trained on it.']
      : []),
    ...(split === 'validation'
      ? ['The validation split chose the best epoch, so that these figures flatter the model a little.']
      : []),
    ...(split === 'train' ? ['The model has learned from these very pictures: on others it is worse.'] : []),
    ...(dataset.name === 'sketches'
      ? [
          'Sketches are drawn by the program itself. They are not Fashion-MNIST, and figures on the two can’t be compared.',
        ]
      : []),
    ...(model.card && !isTrainedOn
      ? [`The model was trained on ${model.card.data}, not on ${dataset.name}.`]
      : []),
    ...(empty.length > 0
      ? [`There are no pictures of ${empty.join(', ')}: of these classes the report says nothing.`]
      : []),
    ...(dataset.name === 'fashion-mnist' || dataset.name === 'sketches'
      ? [
          'Small grey pictures of single garments are not photographs from a shop: accuracy there has to be measured there.',
        ]
      : []),
    ...model.notes.map(asSentence),
  ];
}

const asSentence = (note: string): string => `${note.charAt(0).toUpperCase()}${note.slice(1)}.`;

/** `254 KiB` */
const kibibytes = (bytes: number): string => `${count(Math.round(bytes / 1024))} KiB`;
