// The report as one HTML file with its sections, styles, script and pictures, so that it opens from disk
// without a network and can be sent to anyone.
import { readFile } from 'node:fs/promises';
import type { LabelledPredictions } from '../metrics/classification-report.ts';
import { predictedClasses } from '../metrics/top-k.ts';
import { figureStyles } from '../figures/style.ts';
import { Markup, jsonScript, markup } from './markup.ts';
import { dataAddress, type CellPictures, type Sprite } from './pictures.ts';
import type { ReportData } from './report-data.ts';
import type { Section } from './section.ts';

/** The package includes `src`, so that this path is valid from the compiled program too. */
const pageFolder = new URL('../../src/report/page/', import.meta.url);
/** In this order: later scripts use the declarations of earlier ones. */
const scripts = ['pictures.js', 'matrix.js', 'map.js', 'save.js', 'theme.js'];

/** The pictures that a page shows on demand. */
export interface PagePictures {
  readonly cells: readonly CellPictures[];
  readonly sprite: Sprite;
}

/** Returns the page as HTML. */
export async function writePage(
  report: ReportData,
  sections: readonly Section[],
  pictures: PagePictures,
): Promise<string> {
  const read = (name: string) => readFile(new URL(name, pageFolder), 'utf8');
  const code = (await Promise.all(scripts.map(read))).join('\n');
  const title = `${report.model.name} on ${report.data.dataset.name}`;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Atelier ${report.version}">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Markup(await read('style.css'))}
${new Markup(themedStyles())}
.sprite { background-image: url(${new Markup(dataAddress(pictures.sprite.bytes, 'webp'))}) }
</style>
</head>
<body>
<a class="skip" href="#summary">Skip to the summary</a>
<header><h1>${title}</h1>
<div class="tools"><button type="button" data-theme-choice>Dark or light</button><button type="button" data-print>Print</button></div>
<nav aria-label="Sections"><ul>${sections.map(({ id, title: name }) => markup`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>
<main>${sections.map(
    ({ id, title: name, content }) =>
      markup`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${name}</h2>\n${content}\n</section>\n`,
  )}</main>
<div id="hover" class="hover" hidden></div>
<footer>Written by Atelier ${report.version}. This file is complete and makes no network requests.</footer>
${jsonScript('figure-styles', figureStyles)}
${jsonScript('picture-data', pictureData(report.predictions, pictures))}
<script>${new Markup(`(() => {\n'use strict';\n${code}\n})();`)}</script>
</body>
</html>
`;
  return page.text;
}

/** The colours of figures: dark if the reader's setting or the page's button chooses dark, light in print. */
function themedStyles(): string {
  const { always, light, dark } = figureStyles;
  return `figure svg { ${always} ${light} }
@media screen and (prefers-color-scheme: dark) { :root:not([data-theme='light']) figure svg { ${dark} } }
@media screen { :root[data-theme='dark'] figure svg { ${dark} } }`;
}

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
