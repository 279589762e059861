// Where several plots stand in a figure: side by side in two columns, or below each other if it is narrow.
import type { Box } from './plot.ts';

/** The width of a figure with several plots where nothing else is said. */
export const usualPanelWidth = 860;
/** What is free at the left and at the right of a figure. */
export const panelMargins = { left: 20, right: 28 } as const;

/** A plot is at least so wide. */
const leastAcross = 300;
const gap = 34;
const plotHeight = 150;

interface PanelGridOptions {
  /** Of the figure, in pixels. */
  readonly width: number;
  /** What the numbers of the vertical axis take. */
  readonly numbers: number;
  /** Where the first row begins. */
  readonly start?: number;
  /** What each plot has above and below it, for its name and the numbers of its axis. */
  readonly above: number;
  readonly below: number;
}

/** The places of plots, row by row, and where the last row ends. */
export function panelGrid(
  count: number,
  { width, numbers, start = 0, above, below }: PanelGridOptions,
): { readonly boxes: readonly Box[]; readonly end: number } {
  const room = width - panelMargins.right - panelMargins.left;
  const columns = room >= 2 * leastAcross + gap ? 2 : 1;
  const across = (room - (columns - 1) * gap) / columns;
  const rowHeight = above + plotHeight + below;
  const boxes = Array.from({ length: count }, (_, i) => {
    const side = panelMargins.left + (i % columns) * (across + gap);
    const top = start + Math.floor(i / columns) * rowHeight + above;
    return { left: side + numbers, right: side + across, top, bottom: top + plotHeight };
  });
  return { boxes, end: start + Math.ceil(count / columns) * rowHeight };
}
