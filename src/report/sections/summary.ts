// The report in brief: the model's accuracy, its weaknesses, and what the numbers do not tell.
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
<h3>What these numbers do not tell</h3>
<ul>${caveats(report).map((caveat) => markup`<li>${caveat}</li>`)}</ul>`,
  };
}

function headline({ model, data: { split, dataset }, evaluation }: ReportData): Markup {
  const { accuracy, accuracyInterval, count: all } = evaluation;
  const right = Math.round(accuracy * all);
  const [low, high] = accuracyInterval;
  return markup`<strong>${model.name}</strong> classifies <strong>${percent(accuracy, 2)}</strong> of the ${split} split of ${dataset.name} correctly: ${count(right)} of
${counted(all, 'picture')} (95 % interval ${percent(low)} to ${percent(high)}). It makes ${counted(all - right, 'mistake')}.`;
}

/** The best and the worst class, and the most frequent mistake. */
function whereItFails({
  evaluation: { perClass, confusion },
  predictions: { classNames },
}: ReportData): string {
  const sorted = perClass.filter(({ support }) => support > 0).sort((a, b) => a.recall - b.recall);
  const [worst, best] = [sorted[0], sorted.at(-1)];
  if (!worst || !best) return '';
  const [pair] = confusedPairs(confusion);
  const classes = `It recognises ${percent(best.recall)} of the class ${best.name}, its best, and ${percent(worst.recall)} of ${worst.name}, its worst.`;
  if (!pair) return `${classes} It makes no mistake on these pictures.`;
  const mistakes = perClass.reduce((sum, row, label) => sum + row.support - confusion[label]![label]!, 0);
  return `${classes} Its most frequent mistake is ${classNames[pair.label]} taken for ${classNames[pair.prediction]}: ${count(pair.mistakes)} of ${counted(mistakes, 'mistake')}.`;
}

function whatItIs({ model: { card, input, bytes, parameters, multiplyAdds } }: ReportData): string {
  const { channels, height, width } = input;
  const origin = card
    ? `The architecture is ${card.architecture.name}`
    : 'The model comes from another program';
  const costs = [
    ...(parameters === undefined ? [] : [`${count(parameters)} parameters`]),
    ...(multiplyAdds === undefined
      ? []
      : [`${(multiplyAdds / 1e6).toFixed(1)} million multiply-adds per picture`]),
  ].join(' and ');
  const kind =
    channels === 1
      ? 'grey pictures'
      : channels === 3
        ? 'colour pictures'
        : `pictures with ${channels} channels`;
  return `${origin}${costs && `, with ${costs}`}. Its file has ${kibibytes(bytes)}. It takes ${kind} of ${width}×${height} pixels.`;
}

function keyFigures({ evaluation }: ReportData): Markup {
  const { intervals, macro, topK, calibration } = evaluation;
  const interval = (name: keyof typeof intervals) => intervals[name].map(rate).join(' to ');
  return table(
    ['metric', 'value', '95 % interval'],
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
    'The intervals show how much the numbers would vary with other pictures of the same kind. They do not cover other seeds: training again with another seed gives a different model.',
    ...(split === 'test'
      ? [
          'If you choose between models by their test accuracy, the test accuracy of the chosen one is too high.',
        ]
      : []),
    ...(split === 'validation'
      ? ['The best epoch was chosen on the validation split, so these numbers are slightly too high.']
      : []),
    ...(split === 'train' ? ['The model was trained on these pictures; on new pictures it is worse.'] : []),
    ...(dataset.name === 'sketches'
      ? [
          'The program draws the sketches itself. They are not Fashion-MNIST, and accuracies on the two can’t be compared.',
        ]
      : []),
    ...(model.card && !isTrainedOn
      ? [`The model was trained on ${model.card.data}, not on ${dataset.name}.`]
      : []),
    ...(empty.length > 0
      ? [`There are no pictures of ${empty.join(', ')}, so the report tells nothing about these classes.`]
      : []),
    ...(dataset.name === 'fashion-mnist' || dataset.name === 'sketches'
      ? [
          'Small grey pictures of single garments are not shop photographs. To know the accuracy on photographs, measure it on photographs.',
        ]
      : []),
    ...model.notes.map(asSentence),
  ];
}

const asSentence = (note: string): string => `${note.charAt(0).toUpperCase()}${note.slice(1)}.`;

/** `254 KiB` */
const kibibytes = (bytes: number): string => `${count(Math.round(bytes / 1024))} KiB`;
