// A report as one HTML file with its sections, styles, scripts and data, so that it opens from disk without a
// network and can be sent to anyone.
import { readFile } from 'node:fs/promises';
import { figureStyles } from '../figures/style.ts';
import { Markup, jsonScript, markup } from './markup.ts';
import type { Section } from './section.ts';

/** The package includes `src`, so that this path is valid from the compiled program too. */
const pageFolder = new URL('../../src/report/page/', import.meta.url);

interface Page {
  readonly title: string;
  /** The version of the program. */
  readonly version: string;
  /** The first one is the summary. */
  readonly sections: readonly Section[];
  /** CSS besides that of all reports. */
  readonly styles?: string;
  /** Data for scripts, by the id of its element. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Files of `page/`, in this order: later scripts use the declarations of earlier ones. */
  readonly scripts?: readonly string[];
}

/** Returns a report as HTML. */
export async function htmlPage({
  title,
  version,
  sections,
  styles = '',
  data = {},
  scripts = [],
}: Page): Promise<string> {
  const read = (name: string) => readFile(new URL(name, pageFolder), 'utf8');
  const files = ['data.js', ...scripts, 'save.js', 'theme.js'];
  const code = (await Promise.all(files.map(read))).join('\n');
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Atelier ${version}">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Markup(await read('style.css'))}
${new Markup(themedStyles())}
${new Markup(styles)}
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
<footer>Written by Atelier ${version}. This file is complete and makes no network requests.</footer>
${jsonScript('figure-styles', figureStyles)}
${Object.entries(data).map(([id, value]) => jsonScript(id, value))}
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
