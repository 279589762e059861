// The page of a report on a model: its sections, with the pictures that it shows on demand.
import type { LabelledPredictions } from '../metrics/classification-report.ts';
import { predictedClasses } from '../metrics/top-k.ts';
import { htmlPage } from './html-page.ts';
import { dataAddress, type CellPictures, type Sprite } from './pictures.ts';
import type { ReportData } from './report-data.ts';
import type { Section } from './section.ts';

/** The pictures that a page shows on demand. */
export interface PagePictures {
  readonly cells: readonly CellPictures[];
  readonly sprite: Sprite;
}

/** Returns the page as HTML. */
export const writePage = (
  report: ReportData,
  sections: readonly Section[],
  pictures: PagePictures,
): Promise<string> =>
  htmlPage({
    ...{ title: `${report.model.name} on ${report.data.dataset.name}`, version: report.version, sections },
    styles: `.sprite { background-image: url(${dataAddress(pictures.sprite.bytes, 'webp')}) }`,
    data: { 'picture-data': pictureData(report.predictions, pictures) },
    scripts: ['pictures.js', 'matrix.js', 'map.js'],
  });

/** The script's data about the pictures in the sprite; pictures.js describes its form. */
function pictureData(
  { labels, probabilities, classNames }: LabelledPredictions,
  { cells, sprite }: PagePictures,
) {
  const classCount = classNames.length;
  const predicted = predictedClasses(probabilities, classCount);
  const { indices, columns, width, height } = sprite;
  return {
    ...{ classNames, columns, width, height, indices },
    labels: indices.map((index) => labels[index]),
    predictions: indices.map((index) => predicted[index]),
    confidences: indices.map((index) =>
      Number(probabilities[index * classCount + predicted[index]!]!.toFixed(3)),
    ),
    cells: cells.map((cell) => [cell.label, cell.prediction, ...cell.indices]),
  };
}
