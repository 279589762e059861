// The result of an experiment as a table in Markdown.
import { pValue, signed } from '../../number-words.ts';
import type { VariantResult } from '../../training/experiment.ts';
import type { ExperimentResult } from './run.ts';

const points = (share: number, digits = 2): string => (100 * share).toFixed(digits);

/** The table, with the question and the data before it, and the meaning of its columns after it. */
export function experimentTable({ question, data, split, seeds, count, variants }: ExperimentResult): string {
  const rows = variants.map((result) => [
    result.variant,
    result.parameters.toLocaleString('en'),
    `${points(result.accuracy)}${result.interval ? ` ± ${points(result.standardDeviation)}` : ''}`,
    result.interval ? `${points(result.interval[0])} to ${points(result.interval[1])}` : '',
    points(result.trainingAccuracy - result.accuracy),
    difference(result),
    result.seconds.toFixed(0),
  ]);
  const header = ['variant', 'parameters', 'accuracy, %', '95 % over seeds', 'gap', 'against the first', 's'];
  const seedsTold = seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds.join(', ')}`;
  return [
    `${question} ${data}, ${seedsTold}, ${count.toLocaleString('en')} pictures of the ${split} split.`,
    '',
    ...markdownTable([header, ...rows]),
    '',
    'Accuracy is that of the last epoch’s model: the mean over seeds ± the standard deviation. The gap is the accuracy on the ' +
      'training pictures, without augmentation, minus this accuracy. Differences are paired over pictures and have a 95 % ' +
      'interval; p is corrected by Holm’s method.',
  ].join('\n');
}

function difference({ comparison }: VariantResult): string {
  if (!comparison) return '';
  const { difference, low, high, p } = comparison;
  const [value, from, to] = [difference, low, high].map((share) => signed(100 * share, 2));
  return `${value} (${from} to ${to}), ${pValue(p)}`;
}

/**
 * Pads the cells so that the Markdown is readable as text: the first column to the left, the others to the
 * right.
 */
function markdownTable(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)));
  const written = rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(' | '),
  );
  const rule = widths
    .map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
    .join(' | ');
  return [written[0]!, rule, ...written.slice(1)].map((row) => `| ${row} |`);
}
