import { expect, it } from 'vitest';
import { moreAt } from './scrolling.ts';

it.each([
  [0, 300, 'none'],
  [0, 301, 'none'], // rounded
  [0, 400, 'right'],
  [50, 400, 'both'],
  [100, 400, 'left'],
  [99.5, 400, 'left'],
])('scrolled by %d of %d pixels in 300, there is more at: %s', (scrollLeft, scrollWidth, more) =>
  expect(moreAt({ scrollLeft, scrollWidth, clientWidth: 300 })).toBe(more),
);
