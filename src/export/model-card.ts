// The card of an exported model in Markdown: what it is, what it takes and gives, how it was checked.
import type { ModelCard } from '../nn/classifier-file.ts';
import { percent } from '../number-words.ts';
import type { CheckResult } from './check/pictures.ts';

/** The name of the card in a folder. */
export const cardName = 'MODEL.md';

/** What is said about an export besides the model's own description. */
export interface ExportFacts {
  /** The name of the format. */
  readonly format: string;
  /** What the format's input takes, as a sentence. */
  readonly input: string;
  /** How the export stores weights, if not as float32. */
  readonly storage?: string | undefined;
  /** The shares of validation pictures that the model and the export recognise, if they were measured. */
  readonly accuracy?: { readonly count: number; readonly before: number; readonly after: number } | undefined;
  /** The check; undefined if it was not made. */
  readonly check?: CheckResult | undefined;
}

/** The card as Markdown. */
export function encodeModelCard(
  card: ModelCard,
  { format, input, storage, accuracy, check }: ExportFacts,
): string {
  const { architecture, classNames, data, validation, origin } = card;
  const rows: (readonly [string, string | undefined])[] = [
    ['Format', format],
    ['Architecture', architecture.name],
    ['Input', input],
    ['Preprocessing', preprocessing(card)],
    ['Classes', classNames.map((name, i) => `${i} ${name}`).join(', ')],
    ['Trained on', data],
    ['Weights stored as', storage],
    [
      'Validation',
      validation &&
        `accuracy ${percent(validation.accuracy, 2)}, loss ${validation.loss.toFixed(4)}, on ${validation.count} pictures`,
    ],
    [
      'Accuracy',
      accuracy &&
        `${percent(accuracy.before, 2)} before the export, ${percent(accuracy.after, 2)} after it, on ${accuracy.count} validation pictures`,
    ],
    [
      'From',
      origin && [origin.file, origin.licence && `licence ${origin.licence}`].filter(Boolean).join(', '),
    ],
    [
      'Check',
      check
        ? `${check.runtime} on ${check.pictures} pictures: probabilities differ from the model's by at most ${check.difference.toExponential(1)}`
        : 'not checked',
    ],
  ];
  const lines = rows.flatMap(([name, text]) => (text === undefined ? [] : [`- **${name}**: ${text}`]));
  return [`# ${architecture.name}`, '', ...lines, ''].join('\n');
}

/** Whether a text is the card of an export. */
export const isModelCard = (text: string): boolean => /^# .*\n\n- \*\*Format\*\*: /.test(text);

function preprocessing({ preprocessing: { mean, std } }: ModelCard): string {
  const list = (values: readonly number[]) => values.map((value) => value.toFixed(4)).join(', ');
  return `(pixel / 255 − ${list(mean)}) / ${list(std)}`;
}
