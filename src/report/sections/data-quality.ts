// Likely faults of the data: label errors, near-duplicates and outliers.
import { sameButForDetails, type Finding } from '../audit-findings.ts';
import { markup, type Markup } from '../markup.ts';
import type { ReportData } from '../report-data.ts';
import { sectionOf, type Section } from '../section.ts';
import { count, counted } from '../../number-words.ts';

export const dataQualitySection = ({ audit, data }: ReportData): Section =>
  sectionOf({ id: 'data', title: 'Data quality' }, audit, (found) => {
    const { labelErrors, nearDuplicates, outliers } = found.worst;
    const atLeast = found.isListFull ? 'at least ' : '';
    return {
      figures: [],
      content: markup`<p>${data.dataset.name} has ${counted(found.pictures, 'picture')} in all its splits. The labels of ${count(found.labelSuspects)} are suspicious; confident learning (Northcutt
et al., 2021) estimates that about ${count(Math.round(found.estimatedLabelErrors))} labels are wrong.</p>
<p>The audit found ${atLeast}${counted(found.nearDuplicates, 'pair')} of nearly identical pictures, which differ by less than ${100 * sameButForDetails} % of the range from black to white. Of
these, ${counted(found.acrossSplits, 'pair')} are in two different splits: a model may be tested on a picture that it was trained on.</p>
<p>These findings are suspicions: a person has to check them. <code>atelier audit</code> lists them all, including less similar pairs.</p>
${found.unlearntClasses.length > 0 && markup`<p>These classes have too few pictures to learn, so their labels were not checked: ${found.unlearntClasses.join(', ')}.</p>`}
${labelErrors.length > 0 && markup`<h3>Most likely label errors: given → suggested</h3>${strip(labelErrors)}`}
${
  nearDuplicates.length > 0 &&
  markup`<h3>Most similar pairs, with their distance</h3>${pairStrip(nearDuplicates)}`
}
${outliers.length > 0 && markup`<h3>Outliers, the farthest from their nearest neighbours</h3>${strip(outliers)}`}`,
    };
  });

const strip = (findings: readonly Finding[]): Markup =>
  markup`<div class="strip findings">${findings.map(picture)}</div>`;

/** Keeps the pictures of a pair in the same line. */
const pairStrip = (pairs: readonly (readonly Finding[])[]): Markup =>
  markup`<div class="strip findings">${pairs.map((pair) => markup`<div class="pair">${pair.map(picture)}</div>`)}</div>`;

const picture = ({ address, caption }: Finding): Markup =>
  markup`<figure><img src="${address}" alt="${caption}"><figcaption>${caption}</figcaption></figure>`;
