// The accuracy on corrupted pictures.
import { robustnessFigure } from '../../figures/robustness.ts';
import { markup } from '../markup.ts';
import type { ReportData } from '../report-data.ts';
import { figureBlock, sectionOf, type Section } from '../section.ts';
import { counted, percent } from '../../number-words.ts';

export const robustnessSection = ({ robustness }: ReportData): Section =>
  sectionOf({ id: 'robustness', title: 'Robustness' }, robustness, (measured) => {
    const { curves, clean, mean, seed, count } = measured;
    const sorted = [...curves].sort((a, b) => a.mean - b.mean);
    const [worst, best] = [sorted[0]!, sorted.at(-1)!];
    const figure = robustnessFigure(measured);
    return {
      figures: [figure],
      content: markup`<p>The same ${counted(count, 'picture')} were corrupted in six ways at five strengths each, with seed ${seed}. The accuracy is ${percent(clean)} on the
original pictures and ${percent(mean)} on average over all conditions. The most harmful corruption is ${worst.corruption} (${percent(worst.mean)} on average), and the
least harmful is ${best.corruption} (${percent(best.mean)}).</p>${figureBlock(figure)}`,
    };
  });
