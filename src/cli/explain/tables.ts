// The printed results of `atelier explain`: a line per picture, and a table of how faithful the methods are.
import type { Assessment } from '../../explain/assess-methods.ts';
import type { ExplainedPicture } from './pictures.ts';
import { percent } from '../../number-words.ts';
import { oneLine } from '../terminal/output.ts';
import { alignColumns } from '../terminal/table.ts';

/** A line per picture: true class, prediction, and the completeness of integrated gradients. */
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
    ...(hasLabels ? ['true class'] : []),
    'predicted',
    ...(hasClass ? ['explained'] : []),
    'probability',
    ...(hasClass ? ['of explained class'] : []),
    ...(hasGaps ? ['logit above black', 'completeness gap', 'steps'] : []),
  ];
  return alignColumns([headings, ...rows], headings.indexOf('probability'));
}

const gapCells = ({ completeness }: ExplainedPicture): string[] =>
  completeness
    ? [completeness.difference.toFixed(2), percent(completeness.gap, 2), `${completeness.steps}`]
    : ['', '', ''];

/** A line per method, and one for pixels in random order. */
export function describeAssessment({ methods, random, pictures }: Assessment): string {
  const rows = methods.map(({ method, deletion, insertion, sanity }) => {
    const { rankCorrelation, similarity } = sanity.at(-1)!;
    return [method, ...[deletion.area, insertion.area, rankCorrelation, similarity].map(figure)];
  });
  const headings = ['method', 'deletion', 'insertion', 'rank correlation', 'similarity'];
  const noise = ['random order', figure(random.deletion.area), figure(random.insertion.area), '', ''];
  return [
    `on ${pictures} pictures. Deletion removes the most important pixels first and insertion adds them first: the area under the`,
    'probability should be low for deletion and high for insertion. The last two columns compare the maps with those of the model',
    'with all kernels shuffled: they should be near 0; at 1 the maps do not depend on the model',
    alignColumns([headings, ...rows, noise]),
  ].join('\n');
}

const figure = (value: number): string => value.toFixed(3);
