// The scores of pieces in groups, a row for each group and a dot for each piece, with the threshold above
// which a piece counts as defective.
import { axisBetween, placing } from './axis.ts';
import type { Figure, FigureHead } from './figure.ts';
import { drawPlot } from './plot.ts';
import { fillClass } from './style.ts';
import { circle, line, shortened, text } from './svg.ts';

/** Pieces of one kind. */
export interface ScoreGroup {
  readonly label: string;
  readonly scores: readonly number[];
  /** The position in the palette. */
  readonly colour: number;
}

interface PieceScoresOptions extends FigureHead {
  /** At least one score in all. */
  readonly groups: readonly ScoreGroup[];
  readonly threshold: number;
  /** What the threshold line is called, and the axis. */
  readonly words: { readonly threshold: string; readonly score: string };
  readonly width?: number;
}

const [top, rowHeight, margin] = [34, 34, 20];
/** Dots of a row stand at different heights, so that equal scores can be told apart. */
const spread = 18;
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/** Draws scores. */
export function pieceScores(options: PieceScoresOptions): Figure {
  const { name, title, about, groups, threshold, words, width = 860 } = options;
  const left = margin + Math.min(170, width / 4);
  const right = width - 64;
  const all = [...groups.flatMap(({ scores }) => scores), threshold];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = Math.max(1e-9, (high - low) * 0.04);
  const axis = axisBetween(low - room, high + room);
  const bottom = top + groups.length * rowHeight;
  const x = placing(axis, left, right);
  const axes = { x: axis, y: { lowest: 0, highest: 1, ticks: [] } };
  const at = x(threshold);
  return {
    ...{ name, title, about, width, height: bottom + 50 },
    parts: [
      drawPlot({ left, right, top, bottom }, axes),
      ...groups.flatMap((group, row) =>
        drawGroup(group, top + (row + 0.5) * rowHeight, x, threshold, { left, right }),
      ),
      line(
        [
          [at, top - 8],
          [at, bottom],
        ],
        'whisker',
      ),
      text(at, top - 14, words.threshold, 'middle'),
      text((left + right) / 2, bottom + 40, words.score, 'quiet middle'),
    ],
  };
}

function drawGroup(
  { label, scores, colour }: ScoreGroup,
  y: number,
  x: (value: number) => number,
  threshold: number,
  { left, right }: { readonly left: number; readonly right: number },
): string[] {
  const above = scores.filter((score) => score > threshold).length;
  return [
    text(left - 12, y + 4, shortened(label, Math.max(8, Math.floor(left / 8.4))), 'end'),
    ...scores.map((score, i) =>
      circle(
        x(score),
        y + spread * (((i + 1) * goldenRatio) % 1) - spread / 2,
        3,
        `${fillClass(colour)} bar`,
      ),
    ),
    text(right + 10, y + 4, `${above}/${scores.length}`, 'quiet'),
  ];
}
