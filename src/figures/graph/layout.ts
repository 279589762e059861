// A layered layout (Sugiyama, Tagawa & Toda, 1981) for each side of the drawing. Rows follow the longest
// paths, downwards on the left and upwards on the right. An edge over several rows gets a bend in each of
// them. The boxes and bends of a row are ordered by the positions of their neighbours, then moved as close to
// them as possible.
import type { Edge, Item, Picture } from './items.ts';

/** A box, or the bend of an edge in a row. */
interface Place {
  readonly row: number;
  readonly width: number;
  x: number;
  readonly above: Place[];
  readonly below: Place[];
}

export interface Layout {
  readonly rows: ReadonlyMap<Item, number>;
  /** The centre of each item, from the left border of its side. */
  readonly x: ReadonlyMap<Item, number>;
  /** The bends of edges within a side, from the start of the edge to its end. */
  readonly bends: ReadonlyMap<Edge, readonly { x: number; row: number }[]>;
  readonly widths: Readonly<Record<Item['side'], number>>;
  /** The first row of each band, then the number of rows. */
  readonly bandRows: readonly number[];
}

const gap = 14;
const bendWidth = 4;
/** How often rows are ordered, and then moved. */
const orderSweeps = 24;
const moveSweeps = 400;
const sides = ['left', 'right'] as const;

/** Computes the layout of a picture. */
export function layOut(picture: Picture, widthOf: (item: Item) => number): Layout {
  const { rows, bandRows } = rowsOf(picture);
  const x = new Map<Item, number>();
  const bends = new Map<Edge, { x: number; row: number }[]>();
  const widths = { left: 0, right: 0 };
  for (const side of sides) {
    const places = new Map(
      picture.items
        .filter((item) => item.side === side)
        .map((item) => [item, placeAt(rows.get(item)!, widthOf(item))]),
    );
    const paths = new Map<Edge, Place[]>();
    for (const edge of picture.edges.filter(({ from, to }) => from.side === side && to.side === side)) {
      paths.set(edge, connect(places.get(edge.from)!, places.get(edge.to)!));
    }
    widths[side] = spread([...places.values(), ...[...paths.values()].flat()]);
    places.forEach((place, item) => x.set(item, place.x));
    paths.forEach((path, edge) => bends.set(edge, path));
  }
  return { rows, x, bends, widths, bandRows };
}

/**
 * The row of each item. A band is as high as the longer of its sides; each side starts where its data comes
 * in.
 */
function rowsOf({ items, edges, bands }: Picture): { rows: Map<Item, number>; bandRows: number[] } {
  const levels = levelsOf(items, edges);
  const rows = new Map<Item, number>();
  const bandRows = [0];
  for (const band of bands.keys()) {
    const members = items.filter((item) => item.band === band);
    const height = Math.max(0, ...members.map((item) => levels.get(item)! + 1));
    const first = bandRows.at(-1)!;
    for (const item of members) {
      const level = levels.get(item)!;
      rows.set(item, item.side === 'left' ? first + level : first + height - 1 - level);
    }
    bandRows.push(first + height);
  }
  return { rows, bandRows };
}

/**
 * The longest path to each item within its band and side; then items move as close to their users as
 * possible.
 */
function levelsOf(items: readonly Item[], edges: readonly Edge[]): Map<Item, number> {
  const isNear = ({ from, to }: Edge) => from.band === to.band && from.side === to.side;
  const near = edges.filter(isNear);
  const levels = new Map(items.map((item) => [item, 0]));
  for (const item of items) {
    const before = near.filter(({ to }) => to === item).map(({ from }) => levels.get(from)! + 1);
    levels.set(item, Math.max(0, ...before));
  }
  for (const item of items.toReversed()) {
    const users = near.filter(({ from }) => from === item).map(({ to }) => levels.get(to)! - 1);
    if (users.length > 0) levels.set(item, Math.min(...users));
  }
  return levels;
}

const placeAt = (row: number, width: number): Place => ({ row, width, x: 0, above: [], below: [] });

/** Connects two places by bends in the rows between them. */
function connect(from: Place, to: Place): Place[] {
  const step = Math.sign(to.row - from.row);
  const count = Math.max(0, Math.abs(to.row - from.row) - 1);
  const path = Array.from({ length: count }, (_, i) => placeAt(from.row + step * (i + 1), bendWidth));
  const all = [from, ...path, to];
  all.slice(1).forEach((place, i) => {
    const other = all[i]!;
    (step > 0 ? place.above : place.below).push(other);
    (step > 0 ? other.below : other.above).push(place);
  });
  return path;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const mean = (numbers: readonly number[]): number => sum(numbers) / numbers.length;

/** Sets the x of all places and returns their total width. */
function spread(places: readonly Place[]): number {
  if (places.length === 0) return 0;
  const numbers = [...new Set(places.map(({ row }) => row))].sort((a, b) => a - b);
  const rows = numbers.map((number) => places.filter(({ row }) => row === number));
  for (const row of rows) pack(row, () => [0]);
  for (let sweep = 0; sweep < orderSweeps; sweep++) {
    const isDown = sweep % 2 === 0;
    for (const row of isDown ? rows : rows.toReversed()) {
      const seenFrom = ({ above, below, x }: Place) => {
        const seen = isDown ? above : below;
        return seen.length > 0 ? seen.map((other) => other.x) : [x];
      };
      const wanted = new Map(row.map((place) => [place, mean(seenFrom(place))]));
      row.sort((a, b) => wanted.get(a)! - wanted.get(b)!);
      pack(row, seenFrom);
    }
  }
  for (let sweep = 0; sweep < moveSweeps; sweep++) {
    for (const row of sweep % 2 === 0 ? rows : rows.toReversed()) {
      pack(row, ({ above, below, x }) => {
        const seen = [...above, ...below];
        return seen.length > 0 ? seen.map((other) => other.x) : [x];
      });
    }
  }
  const left = Math.min(...places.map(({ x, width }) => x - width / 2));
  for (const place of places) place.x -= left;
  return Math.max(...places.map(({ x, width }) => x + width / 2));
}

/**
 * Moves a row, keeping its order, as close to its neighbours as the widths allow: least squares, by pooling.
 */
function pack(row: readonly Place[], seenFrom: (place: Place) => readonly number[]): void {
  let offset = 0;
  const offsets = row.map((place, i) => {
    if (i > 0) offset += (row[i - 1]!.width + place.width) / 2 + gap;
    return offset;
  });
  const pools: { sum: number; weight: number; count: number }[] = [];
  const middle = (pool: { sum: number; weight: number }) => pool.sum / pool.weight;
  row.forEach((place, i) => {
    const seen = seenFrom(place);
    let pool = { sum: sum(seen) - seen.length * offsets[i]!, weight: seen.length, count: 1 };
    while (pools.length > 0 && middle(pools.at(-1)!) >= middle(pool)) {
      const last = pools.pop()!;
      pool = {
        sum: last.sum + pool.sum,
        weight: last.weight + pool.weight,
        count: last.count + pool.count,
      };
    }
    pools.push(pool);
  });
  const starts = pools.flatMap((pool) => Array<number>(pool.count).fill(middle(pool)));
  row.forEach((place, i) => (place.x = starts[i]! + offsets[i]!));
}
