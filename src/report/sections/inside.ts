// What the model has learned: its filters, its feature maps, and the pictures that maximise its classes.
import { markup } from '../markup.ts';
import type { ReportData } from '../report-data.ts';
import { figureBlock, figureBlocks, sectionOf, type Section } from '../section.ts';

export const insideSection = ({ inside, predictions: { classNames, labels } }: ReportData): Section =>
  sectionOf(
    { id: 'inside', title: 'Filters and feature maps' },
    inside,
    ({ index, filters, maps, classes }) => ({
      figures: [filters, ...maps, classes],
      content: markup`${figureBlock(filters)}
<p>The feature maps of the convolutions for picture ${index}, ${classNames[labels[index]!]}:</p>
${figureBlocks(maps)}
<p>The pictures that maximise each class were found by gradient ascent from noise (Erhan et al., 2009). They show what the model responds to most, not what
the class looks like.</p>
${figureBlock(classes)}`,
    }),
  );
