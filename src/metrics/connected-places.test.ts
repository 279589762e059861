import { expect, it } from 'vitest';
import { connectedPlaces } from './connected-places.ts';

const picture = (rows: readonly string[]) => ({
  mask: Uint8Array.from(rows.join(''), (letter) => Number(letter !== '.')),
  size: { height: rows.length, width: rows[0]!.length },
});

it('joins places by their sides and corners, in the order of their first place', () => {
  const { mask, size } = picture(['a..bb', '.a..b', 'a....', '...cc']);
  const { labels, count } = connectedPlaces(mask, size);
  expect(count).toBe(3);
  expect([...labels]).toEqual([1, 0, 0, 2, 2, 0, 1, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 3, 3]);
});

it('does not join the end of a row with the start of the next', () => {
  const { mask, size } = picture(['..a', 'b..']);
  expect(connectedPlaces(mask, size).count).toBe(2);
});

it('finds nothing in an empty mask', () => {
  expect(connectedPlaces(new Uint8Array(4), { height: 2, width: 2 }).count).toBe(0);
});
