// The figures' own style, for the theme of the page instead of that of the system.
import { figureStyles } from '../../../src/figures/style.ts';

/** The class of elements that contain figures. */
export const figureClass = 'atelier-figure';

let isThere = false;

/** Adds the style to the page, once. */
export function addFigureStyles(): void {
  if (isThere) return;
  isThere = true;
  const { always, light, dark } = figureStyles;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    `.${figureClass} svg { ${always} ${light} } :root[data-theme='dark'] .${figureClass} svg { ${dark} }`,
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
