// Turns the data of a report into the page, or into separate figures.
import { isMissing } from './section.ts';
import type { Figure } from '../figures/figure.ts';
import { writePage } from './page.ts';
import { makeSprite, pickCellPictures } from './pictures.ts';
import type { ReportData } from './report-data.ts';
import { reportSections } from './sections/index.ts';

/** Returns the report as one complete HTML page. */
export async function reportPage(report: ReportData): Promise<string> {
  const cells = pickCellPictures(report.predictions);
  const wanted = [
    ...cells.flatMap(({ indices }) => indices),
    ...(isMissing(report.maps) ? [] : report.maps.indices),
  ];
  const sprite = await makeSprite(report.data.dataset, wanted);
  return writePage(report, reportSections(report), { cells, sprite });
}

/** Returns all figures of a report, in the order of its sections. */
export const reportFigures = (report: ReportData): Figure[] =>
  reportSections(report).flatMap(({ figures }) => figures);
