// Whether the explanation methods show what the model's predictions depend on.
import { faithfulnessFigures } from '../../figures/faithfulness.ts';
import { markup, table } from '../markup.ts';
import type { ReportData } from '../report-data.ts';
import { figureBlocks, sectionOf, type Section } from '../section.ts';
import { counted } from '../../number-words.ts';

export const faithfulnessSection = ({ assessment }: ReportData): Section =>
  sectionOf({ id: 'faithfulness', title: 'Can the explanations be trusted?' }, assessment, (assessed) => {
    const { methods, random, pictures } = assessed;
    const rows = methods.map(({ method, deletion, insertion, sanity }) => {
      const last = sanity.at(-1);
      return [
        method,
        deletion.area.toFixed(3),
        insertion.area.toFixed(3),
        last?.rankCorrelation.toFixed(2) ?? '–',
        last?.similarity.toFixed(2) ?? '–',
      ];
    });
    const chance = [
      'random order',
      random.deletion.area.toFixed(3),
      random.insertion.area.toFixed(3),
      '',
      '',
    ];
    const figures = faithfulnessFigures(assessed);
    return {
      figures,
      content: markup`<p>Deletion removes the pixels that a method considers most important first: the smaller the area under the probability, the better.
Insertion adds these pixels first, to a blurred picture: the larger the area, the better (Petsiuk et al., 2018). Both are measured on ${counted(pictures, 'picture')}.</p>
<p>The last two columns compare the maps with those of a model with shuffled weights. The maps of a good method change: values near 0 are
good (Adebayo et al., 2018).</p>
${table(['method', 'deletion', 'insertion', 'rank correlation, shuffled', 'similarity, shuffled'], [...rows, chance])}
<div class="grid">${figureBlocks(figures)}</div>`,
    };
  });
