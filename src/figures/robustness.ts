// Accuracy against the strength of each corruption, in a plot for each corruption with a common scale. The
// accuracy on the original pictures is dashed.
import type { Robustness, RobustnessCurve } from '../robustness/robustness.ts';
import { numbersWidth, unitAxis } from './axis.ts';
import type { Figure } from './figure.ts';
import { drawMarks, drawPlot } from './plot.ts';
import { curveClass } from './style.ts';
import { text } from './svg.ts';

const usualWidth = 860;
/** A plot is at least so wide. */
const leastSide = 200;
const margin = 20;
const gap = 26;
const plotHeight = 130;
const top = 40;
const rowHeight = top + plotHeight + 46;

/** Draws a plot for each corruption. @param options.width in pixels */
export function robustnessFigure(
  { clean, curves, mean }: Robustness,
  { width = usualWidth }: { readonly width?: number } = {},
): Figure {
  const columns = Math.max(1, Math.min(3, Math.floor((width - margin) / (leastSide + gap))));
  const side = (width - 2 * margin - (columns - 1) * gap) / columns;
  return {
    name: 'robustness',
    title: 'Accuracy on corrupted pictures',
    about: `dashed: original pictures, ${clean.toFixed(3)}; mean over all ${curves.reduce((sum, { points }) => sum + points.length, 0)} conditions: ${mean.toFixed(3)}`,
    ...{ width, height: Math.ceil(curves.length / columns) * rowHeight },
    parts: curves.map((curve, i) =>
      drawCurve(curve, clean, {
        x: margin + (i % columns) * (side + gap),
        y: Math.floor(i / columns) * rowHeight,
        side,
      }),
    ),
  };
}

function drawCurve(
  { corruption, unit, points, mean }: RobustnessCurve,
  clean: number,
  { x, y, side }: { readonly x: number; readonly y: number; readonly side: number },
): string {
  const highest = Math.max(...points.map(({ strength }) => strength));
  const ticks = spaced(points.map(({ strength }) => strength / highest)).map((isWritten, i) => ({
    value: points[i]!.strength,
    words: isWritten ? String(points[i]!.strength) : '',
  }));
  const axes = { x: { lowest: 0, highest, ticks }, y: unitAxis };
  const box = {
    left: x + numbersWidth(unitAxis),
    right: x + side,
    top: y + top,
    bottom: y + top + plotHeight,
  };
  const line = [
    [0, clean] as const,
    ...points.map(({ strength, accuracy }) => [strength, accuracy] as const),
  ];
  const dashed = [
    [0, clean],
    [highest, clean],
  ] as const;
  return [
    text(box.left, y + 22, `${corruption}, mean ${mean.toFixed(3)}`, 'strong'),
    drawPlot(box, axes, [dashed, line], ['diagonal', curveClass(0)]),
    ...drawMarks(box, axes, line, 0),
    text((box.left + box.right) / 2, box.bottom + 36, unit, 'quiet middle small'),
  ].join('');
}

/** The share of the axis that a number needs. */
const roomForNumber = 0.19;

/** Which of the rising places get a number, from the last to the first, so that numbers do not overlap. */
function spaced(shares: readonly number[]): boolean[] {
  let next = Infinity;
  return shares
    .toReversed()
    .map((share) => {
      if (next - share < roomForNumber) return false;
      next = share;
      return true;
    })
    .toReversed();
}
