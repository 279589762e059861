// What `atelier explain` prints: a line for each picture, and a table of how far the methods can be trusted.
import type { Assessment } from '../../explain/assess-methods.ts';
import type { ExplainedPicture } from './pictures.ts';
import { percent } from '../../number-words.ts';
import { oneLine } from '../terminal/output.ts';
import { alignColumns } from '../terminal/table.ts';

/** A line for each picture: what it is, what the model says, and how complete integrated gradients are. */
export function describePictures(
  classNames: readonly string[],
  pictures: readonly ExplainedPicture[],
): string {
  const name = (index: number | undefined) => (index === undefined ? '' : oneLine(classNames[index]!));
  const hasLabels = pictures.some(({ label }) => label !== undefined);
  const hasClass = pictures.some(({ predicted, explained }) => predicted !== explained);
  const hasGaps = pictures.some(({ completeness }) => completeness);
  const rows = pictures.map((picture) => [
    oneLine(picture.name),
    ...(hasLabels ? [name(picture.label)] : []),
    name(picture.predicted),
    ...(hasClass ? [name(picture.explained)] : []),
    percent(picture.probability),
    ...(hasClass ? [percent(picture.explainedProbability)] : []),
    ...(hasGaps ? gapCells(picture) : []),
  ]);
  const headings = [
    'picture',
    ...(hasLabels ? ['is'] : []),
    'predicted',
    ...(hasClass ? ['explained'] : []),
    'probability',
    ...(hasClass ? ['of explained'] : []),
    ...(hasGaps ? ['logit above black', 'completeness gap', 'steps'] : []),
  ];
  return alignColumns([headings, ...rows], headings.indexOf('probability'));
}

const gapCells = ({ completeness }: ExplainedPicture): string[] =>
  completeness
    ? [completeness.difference.toFixed(2), percent(completeness.gap, 2), `${completeness.steps}`]
    : ['', '', ''];

/** A line for each method, and one for pixels in random order. */
export function describeAssessment({ methods, random, pictures }: Assessment): string {
  const rows = methods.map(({ method, deletion, insertion, sanity }) => {
    const { rankCorrelation, similarity } = sanity.at(-1)!;
    return [method, ...[deletion.area, insertion.area, rankCorrelation, similarity].map(figure)];
  });
  const headings = ['method', 'deletion', 'insertion', 'rank correlation', 'similarity'];
  const noise = ['random order', figure(random.deletion.area), figure(random.insertion.area), '', ''];
  return [
    `on ${pictures} pictures: area under the probability as pixels go, the lower the better, and as they come, the higher the`,
    'better; and how alike maps are to those of the model with all kernels shuffled, where 1 would mean that they show no model',
    alignColumns([headings, ...rows, noise]),
  ].join('\n');
}

const figure = (value: number): string => value.toFixed(3);
