// What the model has learned to see.
import { markup } from '../markup.ts';
import type { ReportData } from '../report-data.ts';
import { figureBlock, figureBlocks, sectionOf, type Section } from '../section.ts';

export const insideSection = ({ inside, predictions: { classNames, labels } }: ReportData): Section =>
  sectionOf(
    { id: 'inside', title: 'Filters and maps of features' },
    inside,
    ({ index, filters, maps, classes }) => ({
      figures: [filters, ...maps, classes],
      content: markup`${figureBlock(filters)}
<p>What convolutions make of picture ${index}, ${classNames[labels[index]!]}:</p>
${figureBlocks(maps)}
<p>The pictures that classes answer to most were found by gradient ascent from noise (Erhan et al., 2009). They are what the model wants to see, not what garments
look like.</p>
${figureBlock(classes)}`,
    }),
  );
