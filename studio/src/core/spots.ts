// The places of a figure that one can open: the one under the pointer, and the next one in a direction.
import type { Spot } from '../../../src/figures/figure.ts';

const middle = ({ x, y, width, height }: Spot) => [x + width / 2, y + height / 2] as const;

/** The spot at a place in pixels of the figure; of several that with the nearest middle. */
export function spotAt(spots: readonly Spot[], x: number, y: number): Spot | undefined {
  let [best, least] = [undefined as Spot | undefined, Infinity];
  for (const spot of spots) {
    const isInside = x >= spot.x && x <= spot.x + spot.width && y >= spot.y && y <= spot.y + spot.height;
    const [middleX, middleY] = middle(spot);
    const distance = Math.hypot(middleX - x, middleY - y);
    if (isInside && distance < least) [best, least] = [spot, distance];
  }
  return best;
}

const directions: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * The spot to which a key leads: an arrow to the nearest one in its direction, Home and End to the first and
 * the last. Undefined if the key means nothing here.
 */
export function nextSpot(spots: readonly Spot[], from: Spot | undefined, key: string): Spot | undefined {
  if (key === 'Home') return spots[0];
  if (key === 'End') return spots.at(-1);
  const direction = directions[key];
  if (!direction) return undefined;
  if (!from) return spots[0];
  const [[x, y], [fromX, fromY]] = [direction, middle(from)];
  let [best, least] = [from, Infinity];
  for (const spot of spots) {
    const [toX, toY] = middle(spot);
    const along = (toX - fromX) * x + (toY - fromY) * y;
    const aside = Math.abs((toX - fromX) * y) + Math.abs((toY - fromY) * x);
    const cost = along + 3 * aside;
    if (along > 0.5 && cost < least) [best, least] = [spot, cost];
  }
  return best;
}
