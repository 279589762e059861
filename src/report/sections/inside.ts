// What the model has learned to see.
import { markup } from '../markup.ts';
import type { InsidePicture, ReportData } from '../report-data.ts';
import { sectionOf, type Section } from '../section.ts';

export const insideSection = ({ inside, predictions: { classNames, labels } }: ReportData): Section =>
  sectionOf(
    { id: 'inside', title: 'Filters and maps of features' },
    inside,
    ({ index, filters, maps, classes }) => ({
      figures: [],
      content: markup`<h3>Filters of the first convolution</h3>
${show(filters)}
<h3>What convolutions make of picture ${index}, ${classNames[labels[index]!]}</h3>
<div class="strip">${maps.map(show)}</div>
<h3>What each class answers to most</h3>
<p>Found by gradient ascent from noise (Erhan et al., 2009). It is what the model wants to see, not what garments look like.</p>
${show(classes)}`,
    }),
  );

const show = ({ address, about, width, height }: InsidePicture) =>
  markup`<div class="strip"><figure><img src="${address}" width="${width}" height="${height}" alt="${about}"><figcaption>${about}</figcaption></figure></div>`;
