// What is likely wrong with the data themselves.
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
      content: markup`<p>Of ${counted(found.pictures, 'picture')} in all splits of ${data.dataset.name}, ${count(found.labelSuspects)} have a label that is suspected to be wrong; about
${count(Math.round(found.estimatedLabelErrors))} are, by the estimate of confident learning (Northcutt et al., 2021). Pictures that
differ in details only (by less than ${100 * sameButForDetails} % of white): ${atLeast}${counted(found.nearDuplicates, 'pair')}, ${count(found.acrossSplits)} of them across splits and
so perhaps known to a model before it is tested on them. These are suspicions, to be looked at by a person. <code>atelier audit</code> lists them all, and pairs that are less alike.</p>
${found.unlearntClasses.length > 0 && markup`<p>These classes have too few pictures to learn, so their labels were not judged: ${found.unlearntClasses.join(', ')}.</p>`}
${labelErrors.length > 0 && markup`<h3>Labels that are most likely wrong: given → suggested</h3>${strip(labelErrors)}`}
${
  nearDuplicates.length > 0 &&
  markup`<h3>Nearest pairs, with their distance</h3>${strip(nearDuplicates.flat())}`
}
${outliers.length > 0 && markup`<h3>Outliers: farthest from their neighbours</h3>${strip(outliers)}`}`,
    };
  });

const strip = (findings: readonly Finding[]): Markup =>
  markup`<div class="strip findings">${findings.map(
    ({ address, caption }) =>
      markup`<figure><img src="${address}" alt="${caption}"><figcaption>${caption}</figcaption></figure>`,
  )}</div>`;
