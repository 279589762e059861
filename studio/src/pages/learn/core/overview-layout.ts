// Where everything in the overview of the network stands, in pixels: a column for each stage, its maps as
// tiles in it.
import type { Stage } from './plain-network.ts';

export interface Tile {
  readonly map: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Column {
  readonly stage: Stage;
  readonly x: number;
  readonly width: number;
  readonly tiles: readonly Tile[];
  /** How many maps there are no tiles for. */
  readonly left: number;
}

export interface Layout {
  readonly columns: readonly Column[];
  readonly width: number;
  readonly height: number;
}

export const overviewHeight = 188;
const between = 34;
const gap = 4;
/** The least room for the name below a column. */
const least = 52;
const pictureSide = 104;
/** More stages than these have fewer tiles each. */
const manyStages = 12;

/** The layout of a network without its last layer, the classes. Units are strips of one tile. */
export function layoutOf(stages: readonly Stage[]): Layout {
  let x = 0;
  const columns = stages.slice(0, -1).map((stage) => {
    const tiles = tilesOf(stage, stages.length > manyStages ? 2 : 8);
    const wide = Math.max(...tiles.map((tile) => tile.x + tile.width));
    const width = Math.max(least, wide);
    const inset = (width - wide) / 2;
    const column: Column = {
      ...{ stage, x, width },
      tiles: tiles.map((tile) => ({ ...tile, x: x + inset + tile.x })),
      left: stage.shape.length === 3 && stage.kind !== 'picture' ? stage.shape[0]! - tiles.length : 0,
    };
    x += width + between;
    return column;
  });
  return { columns, width: x - between, height: overviewHeight };
}

/** @param lines of tiles side by side, at most */
function tilesOf({ kind, shape }: Stage, lines: number): Tile[] {
  if (kind === 'picture') return [centred(pictureSide, pictureSide)];
  if (shape.length !== 3) return [centred(12, overviewHeight)];
  const rows = shape[0]! <= 32 || lines < 8 ? 8 : 16;
  const side = (overviewHeight - (rows - 1) * gap) / rows;
  const count = Math.min(shape[0]!, rows * lines);
  const used = Math.min(rows, count);
  const top = (overviewHeight - used * side - (used - 1) * gap) / 2;
  return Array.from({ length: count }, (_, map) => ({
    ...{ map, width: side, height: side },
    x: Math.floor(map / rows) * (side + gap),
    y: top + (map % rows) * (side + gap),
  }));
}

const centred = (width: number, height: number): Tile => ({
  ...{ map: 0, x: 0, y: (overviewHeight - height) / 2, width, height },
});

/** The tile in a direction from another one; the same if there is none. */
export function tileBeside(
  { columns }: Layout,
  [stage, map]: readonly [string, number],
  key: string,
): readonly [string, number] | undefined {
  const at = columns.findIndex((column) => column.stage.id === stage);
  const tile = columns[at]?.tiles.find((one) => one.map === map);
  if (!tile) return undefined;
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const next = map + (key === 'ArrowUp' ? -1 : 1);
    return columns[at]!.tiles[next] ? [stage, next] : undefined;
  }
  const by = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const inside = columns[at]!.tiles.find((one) => one.y === tile.y && Math.sign(one.x - tile.x) === by);
  const target = columns[at + by];
  if (by === 0 || (!inside && !target)) return undefined;
  if (inside)
    return [
      stage,
      nearestOf(
        columns[at]!.tiles.filter((one) => Math.sign(one.x - tile.x) === by),
        tile,
      ).map,
    ];
  return [target!.stage.id, nearestOf(target!.tiles, tile).map];
}

function nearestOf(tiles: readonly Tile[], { x, y }: Tile): Tile {
  const distance = (tile: Tile) => Math.hypot(tile.x - x, 2 * (tile.y - y));
  return tiles.reduce((best, tile) => (distance(tile) < distance(best) ? tile : best));
}
