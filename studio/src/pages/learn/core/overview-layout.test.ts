import { describe, expect, it } from 'vitest';
import { layoutOf, overviewHeight, tileBeside } from './overview-layout.ts';
import type { Stage } from './plain-network.ts';

const maps = (id: string, count: number): Stage => ({
  ...{ id, kind: 'convolution', type: 'conv2d', shape: [count, 5, 5] },
});
const stages: readonly Stage[] = [
  { id: 'picture', kind: 'picture', type: 'picture', shape: [1, 9, 9] },
  maps('few', 8),
  maps('many', 16),
  { id: 'flatten', kind: 'flatten', type: 'flatten', shape: [400] },
  { id: 'dense', kind: 'dense', type: 'dense', shape: [3] },
];

describe('the layout', () => {
  it('has a tile for each map, none over another, all within the height', () => {
    const { columns, width } = layoutOf(stages);
    expect(columns.map(({ tiles }) => tiles.length)).toEqual([1, 8, 16, 1]);
    const tiles = columns.flatMap((column) => column.tiles);
    for (const tile of tiles) {
      expect(tile.y).toBeGreaterThanOrEqual(0);
      expect(tile.y + tile.height).toBeLessThanOrEqual(overviewHeight + 1e-9);
      expect(tile.x + tile.width).toBeLessThanOrEqual(width);
      const over = tiles.filter(
        (other) =>
          Math.abs(other.x - tile.x) < Math.min(other.width, tile.width) &&
          Math.abs(other.y - tile.y) < Math.min(other.height, tile.height),
      );
      expect(over).toEqual([tile]);
    }
  });

  it('says how many maps it has no room for', () => {
    const { columns } = layoutOf([stages[0]!, maps('wide', 512), stages[4]!]);
    expect(columns[1]!.tiles.length + columns[1]!.left).toBe(512);
    expect(columns[1]!.left).toBeGreaterThan(0);
  });
});

describe('arrow keys', () => {
  const layout = layoutOf(stages);
  it.each([
    [['few', 2], 'ArrowDown', ['few', 3]],
    [['few', 7], 'ArrowDown', undefined],
    [['few', 2], 'ArrowRight', ['many', 2]],
    [['many', 2], 'ArrowRight', ['many', 10]],
    [['many', 10], 'ArrowRight', ['flatten', 0]],
    [['many', 10], 'ArrowLeft', ['many', 2]],
    [['few', 5], 'ArrowLeft', ['picture', 0]],
    [['picture', 0], 'ArrowLeft', undefined],
    [['few', 2], 'Enter', undefined],
  ] as const)('from %j %s leads to %j', (from, key, to) => {
    expect(tileBeside(layout, from, key)).toEqual(to);
  });
});
