// The reliability diagram: accuracy against confidence, and below it the number of pictures at each
// confidence (Guo, Pleiss, Sun & Weinberger, 2017). Perfectly calibrated probabilities lie on the diagonal.
import { counted } from '../number-words.ts';
import type { Calibration, ReliabilityBin } from '../metrics/calibration.ts';
import { numbersWidth, unitAxis } from './axis.ts';
import type { Figure } from './figure.ts';
import { drawPlot, type Axes, type Box } from './plot.ts';
import { circle, line, rect, text } from './svg.ts';

const usualWidth = 560;
const margin = 20;
const top = 40;

/** Draws it; each bin is a spot, named by its lower bound. @param options.width in pixels */
export function reliabilityFigure(
  { bins, expectedCalibrationError }: Calibration,
  { width = usualWidth }: { readonly width?: number } = {},
): Figure {
  const axes = { x: unitAxis, y: unitAxis };
  const most = Math.max(...bins.map(({ count }) => count));
  const countAxes: Axes = {
    x: unitAxis,
    y: { lowest: 0, highest: most, ticks: [{ value: most, words: most.toLocaleString('en') }] },
  };
  const left = margin + Math.max(numbersWidth(unitAxis), numbersWidth(countAxes.y));
  const box = { left, right: width - 28, top, bottom: top + 340 };
  const counts = { ...box, top: box.bottom + 64, bottom: box.bottom + 144 };
  return {
    name: 'calibration',
    title: 'Calibration',
    about: `bars: accuracy; dashed: perfect calibration; expected calibration error ${(100 * expectedCalibrationError).toFixed(2)} %`,
    ...{ width, height: counts.bottom + 54 },
    parts: [
      text(margin, top - 16, 'accuracy', 'quiet'),
      ...bins.map((bin) => drawBin(box, bin, bin.accuracy, 'fill0 bar')),
      drawPlot(box, axes),
      line(
        [
          [box.left, box.bottom],
          [box.right, box.top],
        ],
        'diagonal',
      ),
      ...bins.map((bin) => drawMean(box, bin)),
      text(margin, counts.top - 18, 'pictures', 'quiet'),
      ...bins.map((bin) => drawBin(counts, bin, bin.count / most, 'fill7 bar')),
      drawPlot(counts, countAxes),
      text(
        (box.left + box.right) / 2,
        counts.bottom + 40,
        'confidence, the probability of the predicted class',
        'quiet middle',
      ),
    ],
    spots: bins.map(({ low, high, count, confidence, accuracy }) => ({
      id: String(low),
      words: `${counted(count, 'picture')} with confidence ${low.toFixed(2)} to ${high.toFixed(2)}: mean ${confidence.toFixed(3)}, accuracy ${accuracy.toFixed(3)}`,
      x: box.left + (box.right - box.left) * low,
      y: box.top,
      width: (box.right - box.left) * (high - low),
      height: counts.bottom - box.top,
    })),
  };
}

function drawBin(
  { left, right, top, bottom }: Box,
  { low, high }: ReliabilityBin,
  share: number,
  className: string,
) {
  const x = left + (right - left) * low + 1;
  const height = (bottom - top) * share;
  return rect(x, bottom - height, (right - left) * (high - low) - 2, height, className);
}

/** A mark at a bin's mean confidence and accuracy; its distance from the diagonal is the bin's error. */
function drawMean({ left, right, top, bottom }: Box, { confidence, accuracy }: ReliabilityBin): string {
  const [x, y] = [left + (right - left) * confidence, bottom - (bottom - top) * accuracy];
  const honest = bottom - (bottom - top) * confidence;
  return (
    line(
      [
        [x, y],
        [x, honest],
      ],
      'whisker',
    ) + circle(x, y, 3.5, 'fill1')
  );
}
