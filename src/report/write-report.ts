// From measurements to files: the page, or the figures one by one.
import { isMissing } from './section.ts';
import type { Figure } from '../figures/figure.ts';
import { writePage } from './page.ts';
import { makeSprite, pickCellPictures } from './pictures.ts';
import type { ReportData } from './report-data.ts';
import { reportSections } from './sections/index.ts';

/** The page as HTML, with everything in it. */
export async function reportPage(report: ReportData): Promise<string> {
  const cells = pickCellPictures(report.predictions);
  const wanted = [
    ...cells.flatMap(({ indices }) => indices),
    ...(isMissing(report.maps) ? [] : report.maps.indices),
  ];
  const sprite = await makeSprite(report.data.dataset, wanted);
  return writePage(report, reportSections(report), { cells, sprite });
}

/** All figures of a report, in the order of its sections. */
export const reportFigures = (report: ReportData): Figure[] =>
  reportSections(report).flatMap(({ figures }) => figures);
