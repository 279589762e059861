// Whether the methods of explanation tell what the model goes by.
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
      content: markup`<p>Deletion takes away the pixels that a method holds for most important first: the sooner the probability falls, the smaller the area, the
better. Insertion adds them to a blurred picture: the larger the area, the better (Petsiuk et al., 2018). Measured on ${counted(pictures, 'picture')}.
With the model’s weights shuffled a good method’s maps must become others: the nearer to 0 the last two columns, the better (Adebayo et al., 2018).</p>
${table(['method', 'deletion', 'insertion', 'rank correlation, shuffled', 'similarity, shuffled'], [...rows, chance])}
<div class="grid">${figureBlocks(figures)}</div>`,
    };
  });
