// One pair of axes with grid and numbers, and the curves between them.
import { placing, type Axis, type Tick } from './axis.ts';
import { fillClass } from './style.ts';
import { circle, line, text, type Points } from './svg.ts';

export interface Axes {
  readonly x: Axis;
  readonly y: Axis;
}

/** The rectangle between the axes, in pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Draws grid, numbers and curves; `classes` has the CSS classes of each curve. */
export function drawPlot(
  box: Box,
  axes: Axes,
  curves: readonly Points[] = [],
  classes: readonly string[] = [],
): string {
  const { left, right, top, bottom } = box;
  const { toX, toY } = scalesOf(box, axes);
  const horizontal = ({ value, words }: Tick) => {
    const y = toY(value);
    return (
      line(
        [
          [left, y],
          [right, y],
        ],
        'grid',
      ) + text(left - 8, y + 4, words, 'quiet end')
    );
  };
  const vertical = ({ value, words }: Tick) => {
    const x = toX(value);
    return (
      line(
        [
          [x, top],
          [x, bottom],
        ],
        'grid',
      ) + text(x, bottom + 18, words, 'quiet middle')
    );
  };
  return [
    ...axes.y.ticks.map(horizontal),
    ...axes.x.ticks.map(vertical),
    ...curves.map((points, i) => line(withoutStraightOnes(placesIn(box, axes, points)), classes[i]!)),
  ].join('\n');
}

/** A curve with more points has no marks. */
const mostMarked = 40;

/** Draws a mark at each point if there are few, so that a curve of a single point is visible. */
export function drawMarks(box: Box, axes: Axes, points: Points, curve: number): string[] {
  if (points.length > mostMarked) return [];
  return placesIn(box, axes, points).map(([x, y]) => circle(x, y, 3.2, fillClass(curve)));
}

/** Converts points from values to pixels. */
function placesIn(box: Box, axes: Axes, points: Points): Points {
  const { toX, toY } = scalesOf(box, axes);
  return points.map(([x, y]) => [toX(x), toY(y)]);
}

const scalesOf = ({ left, right, top, bottom }: Box, { x, y }: Axes) => ({
  toX: placing(x, left, right),
  toY: placing(y, bottom, top),
});

/** Removes the places that lie on a straight line between their neighbours. */
const withoutStraightOnes = (places: Points): Points =>
  places.filter((place, i) => {
    const [last, next] = [places[i - 1], places[i + 1]];
    if (!last || !next) return true;
    const turn = (place[0] - last[0]) * (next[1] - place[1]) - (place[1] - last[1]) * (next[0] - place[0]);
    return Math.abs(turn) > 1e-6;
  });
