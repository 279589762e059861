// How accuracy falls as pictures get worse.
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
      content: markup`<p>The same ${counted(count, 'picture')}, spoilt in six ways at five strengths each, from seed ${seed}: ${percent(clean)} of them are recognised
as they are, ${percent(mean)} on average over all conditions. Most harmful is ${worst.corruption} (${percent(worst.mean)} on average), least ${best.corruption}
(${percent(best.mean)}).</p>${figureBlock(figure)}`,
    };
  });
