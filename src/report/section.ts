// The sections of a report, each with text and figures. If a part could not be measured, its section says
// why.
import { figureElement, type Figure } from '../figures/figure.ts';
import { Markup, markup } from './markup.ts';

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: Markup;
  readonly figures: readonly Figure[];
}

/** A measured part, or the reason why it is missing. */
export type Part<T> = T | Missing;

export interface Missing {
  readonly missing: string;
}

export const isMissing = <T extends object>(part: Part<T>): part is Missing => 'missing' in part;

/** A paragraph with the reason why a part is missing. */
export const missingNote = ({ missing }: Missing): Markup => markup`<p class="missing-note">${missing}</p>`;

/** Builds a section from a part, or states why the part is missing. */
export function sectionOf<T extends object>(
  frame: Pick<Section, 'id' | 'title'>,
  part: Part<T>,
  build: (value: T) => Omit<Section, 'id' | 'title'>,
): Section {
  return isMissing(part)
    ? { ...frame, content: missingNote(part), figures: [] }
    : { ...frame, ...build(part) };
}

interface FigureOptions {
  /** Controls next to the buttons that save the figure. */
  readonly controls?: Markup;
  readonly className?: string;
}

/** A figure in a page, with its title, its description and buttons that save it. */
export function figureBlock(figure: Figure, { controls, className = '' }: FigureOptions = {}): Markup {
  const { name, title, about } = figure;
  return markup`<figure class="figure ${className}" id="figure-${name}" data-name="${name}">
<figcaption><strong>${title}</strong> <span>${about}</span></figcaption>
<div class="tools">${controls}<button type="button" data-save="svg" aria-label="Save ${title} as SVG">SVG</button><button type="button" data-save="png" aria-label="Save ${title} as PNG">PNG</button></div>
<div class="scroll" tabindex="0" role="group" aria-label="${title}">${new Markup(figureElement(figure))}</div>
</figure>`;
}

export const figureBlocks = (figures: readonly Figure[]): Markup =>
  markup`${figures.map((figure) => figureBlock(figure))}`;
