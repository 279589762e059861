// Which planted defects are found, by their size and contrast, in a plot for each kind: a dot for each that
// is found, a ring for each that is missed.
import { logarithmicAxis, numbersWidth, placing, unitAxis } from './axis.ts';
import type { Figure } from './figure.ts';
import { drawPlot } from './plot.ts';
import { fillClass } from './style.ts';
import { circle, text } from './svg.ts';

/** A planted defect. */
export interface PlantedDefectPoint {
  /** Its kind. */
  readonly defect: string;
  /** Its share of the picture, above 0. */
  readonly area: number;
  /** Its mean change of the pixels, from 0 to 1. */
  readonly contrast: number;
  /** Whether the piece counts as defective. */
  readonly isFound: boolean;
}

const [width, columns, margin, gap] = [860, 3, 20, 30];
const [top, plotHeight] = [40, 150];
const rowHeight = top + plotHeight + 50;

/** Draws defects, at least one. */
export function detectionFigure(planted: readonly PlantedDefectPoint[]): Figure {
  const kinds = [...new Set(planted.map(({ defect }) => defect))];
  const areas = planted.map(({ area }) => area);
  const x = logarithmicAxis(
    10 ** Math.floor(Math.log10(Math.min(...areas))),
    10 ** Math.ceil(Math.log10(Math.max(...areas))),
  );
  const side = (width - 2 * margin - (columns - 1) * gap) / columns;
  return {
    ...{ name: 'detection', title: 'Planted defects by size and contrast' },
    about: 'a dot is a defect that is found, a ring one that is missed',
    ...{ width, height: Math.ceil(kinds.length / columns) * rowHeight },
    parts: kinds.map((kind, i) => {
      const [left, y] = [margin + (i % columns) * (side + gap), Math.floor(i / columns) * rowHeight];
      const box = {
        left: left + numbersWidth(unitAxis),
        right: left + side,
        top: y + top,
        bottom: y + top + plotHeight,
      };
      const [toX, toY] = [placing(x, box.left, box.right), placing(unitAxis, box.bottom, box.top)];
      const own = planted.filter(({ defect }) => defect === kind);
      const found = own.filter(({ isFound }) => isFound).length;
      return [
        text(box.left, y + 22, `${kind}, ${found} of ${own.length} found`, 'strong'),
        drawPlot(box, { x, y: unitAxis }),
        ...own.map(({ area, contrast, isFound }) =>
          circle(toX(area), toY(contrast), 3.5, isFound ? fillClass(0) : 'missed'),
        ),
        text((box.left + box.right) / 2, box.bottom + 38, 'share of the picture', 'quiet middle small'),
      ].join('');
    }),
  };
}
