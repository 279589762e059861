// The best trials against the base, trained anew.
import { experimentFigure } from '../../figures/experiment.ts';
import { percent, pValue, signed } from '../../number-words.ts';
import type { VariantResult } from '../../training/experiment.ts';
import { markup, table } from '../markup.ts';
import { figureBlocks, sectionOf, type Part, type Section } from '../section.ts';
import type { Confirmation } from './report-data.ts';

export const confirmationSection = (part: Part<Confirmation>): Section =>
  sectionOf({ id: 'confirmed', title: 'Confirmed' }, part, (result) => {
    const figures = [{ ...experimentFigure(result), name: 'confirmed' }];
    return {
      figures,
      content: markup`<p>The best trials and the base, trained anew with ${result.seeds.length} other seeds and judged by the last epoch’s model on ${result.count.toLocaleString('en')} pictures of the ${result.split} split that the search did not choose by.</p>
${table(
  ['', 'accuracy', '95 % over seeds', 'against the base, paired over pictures'],
  result.variants.map(({ variant, accuracy, interval, comparison }) => [
    ...[variant, percent(accuracy, 2)],
    interval ? interval.map((end) => percent(end, 2)).join(' to ') : '',
    comparison ? differenceWords(comparison) : '',
  ]),
)}
${figureBlocks(figures)}`,
    };
  });

const differenceWords = ({ difference, low, high, p }: NonNullable<VariantResult['comparison']>): string => {
  const points = (share: number) => signed(100 * share, 2);
  return `${points(difference)} points (${points(low)} to ${points(high)}), ${pValue(p)}`;
};
