// The nearest neighbours of many vectors among many, all pairs compared: |a - b|² = |a|² + |b|² - 2ab, where
// the products are tiles of one large matrix product, which the engine computes at the speed of the machine.
// No index, no approximation; the distances that are told are computed anew, as differences, because the
// formula loses digits where they are small.
import { Graph, type Value } from '../engine/graph/graph.ts';
import { gemm, mul, sub } from '../engine/graph/operators/index.ts';
import { compile } from '../engine/runtime/compile.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { InputError } from '../errors.ts';
import { NearestLists } from './nearest-list.ts';
import { squaredDistance, squaredLengths, type Vectors } from './vectors.ts';

/** The options of `nearestNeighbours`. */
export interface NeighbourOptions extends DeviceOptions {
  /** How many neighbours; fewer where there are no more vectors. */
  readonly k: number;
  /**
   * For each query a few directions, each `[queries, dimensions]`, of length 1 and at right angles to each
   * other: how far a vector lies off along these does not count. With the directions in which small shifts
   * move a picture it is the one-sided tangent distance (Simard, LeCun & Denker, 1993, "Efficient pattern
   * recognition using a new transformation distance").
   */
  readonly ignoring?: readonly Vectors[];
  /** Called with how many vectors have theirs. */
  readonly onProgress?: (done: number) => void;
}

/** For each vector its neighbours, nearest first; of equally near ones the lower index first. */
export interface Neighbours {
  /** How many queries there were. */
  readonly count: number;
  /** How many neighbours each has. */
  readonly k: number;
  /** `[count, k]`, indices of the vectors searched. */
  readonly indices: Int32Array;
  /** `[count, k]`, Euclidean. */
  readonly distances: Float32Array;
}

/**
 * For each query the nearest of the vectors that are searched; a set searched for its own (the same object)
 * finds others only.
 *
 * @throws InputError where the vectors differ in length, there are none to find, or k is no whole number from
 *   1
 * @example
 * const { train, test } = sketches({ train: 500, test: 50 });
 * const { indices } = await nearestNeighbours(hogFeatures(test), hogFeatures(train), { k: 5 });
 * indices.length // 250
 */
export async function nearestNeighbours(
  queries: Vectors,
  searched: Vectors,
  { k: wanted, ignoring = [], onProgress, ...device }: NeighbourOptions,
): Promise<Neighbours> {
  const isSame = queries === searched;
  const k = checkedK(queries, searched, wanted, isSame);
  const tile = tileSizes(queries, searched);
  const lists = new NearestLists(queries.count, k);
  const lengths = squaredLengths(searched);
  const offsets = ignoring.map((direction) => productsOfRows(queries, direction));
  const products = await openProducts(tile, queries.dimensions, ignoring.length, device);
  try {
    for (let row = 0; row < queries.count; row += tile.rows) {
      const fixed: Record<string, Float32Array> = { rows: rowsOf(queries, row, tile.rows) };
      ignoring.forEach((direction, i) => {
        fixed[`direction${i}`] = rowsOf(direction, row, tile.rows);
        fixed[`offset${i}`] = padded(offsets[i]!, row, tile.rows);
      });
      for (let column = 0; column < searched.count; column += tile.columns) {
        const partial = await products.compute({
          ...fixed,
          columns: rowsOf(searched, column, tile.columns),
          lengths: padded(lengths, column, tile.columns),
        });
        const count = Math.min(tile.columns, searched.count - column);
        for (let i = 0; i < Math.min(tile.rows, queries.count - row); i++)
          lists.offer(row + i, partial, i * tile.columns, count, column, isSame ? row + i : -1);
      }
      onProgress?.(Math.min(queries.count, row + tile.rows));
    }
  } finally {
    await products.dispose();
  }
  return measured(queries, searched, lists, ignoring);
}

interface TileSizes {
  readonly rows: number;
  readonly columns: number;
}

function checkedK(queries: Vectors, searched: Vectors, k: number, isSame: boolean): number {
  if (queries.dimensions !== searched.dimensions)
    throw new InputError(
      `neighbours: expected vectors of ${searched.dimensions} numbers, got some of ${queries.dimensions}`,
    );
  if (!Number.isInteger(k) || k < 1)
    throw new InputError(`neighbours: expected a whole number from 1, got ${k}`);
  const available = searched.count - Number(isSame);
  if (available < 1) throw new InputError('neighbours: expected vectors to search, got none');
  return Math.min(k, available);
}

/**
 * Large enough for the product to be worth its call, small enough for a tile of distances to stay in a cache.
 */
const tileSizes = (queries: Vectors, searched: Vectors): TileSizes => ({
  rows: Math.min(512, queries.count),
  columns: Math.min(2048, searched.count),
});

/**
 * Computes |b|² - 2ab - Σ (bt - at)² for a tile, always into the same array: |a|² is the same for all
 * candidates of a row.
 */
interface Products {
  compute(feeds: Readonly<Record<string, Float32Array>>): Promise<Float32Array>;
  dispose(): Promise<void>;
}

async function openProducts(
  { rows, columns }: TileSizes,
  dimensions: number,
  directions: number,
  device: DeviceOptions,
): Promise<Products> {
  const graph = new Graph();
  const a = graph.input('rows', 'float32', [rows, dimensions]);
  const b = graph.input('columns', 'float32', [columns, dimensions]);
  const lengths = graph.input('lengths', 'float32', [1, columns]);
  let result: Value = gemm(a, b, lengths, { alpha: -2, transB: 1 });
  for (let i = 0; i < directions; i++) {
    const direction = graph.input(`direction${i}`, 'float32', [rows, dimensions]);
    const offset = graph.input(`offset${i}`, 'float32', [rows, 1]);
    const along = sub(gemm(direction, b, undefined, { transB: 1 }), offset);
    result = sub(result, mul(along, along));
  }
  graph.output('partial', result);
  const program = await compile(graph, device);
  const partial = new Float32Array(rows * columns);
  return {
    async compute(feeds) {
      await program.run(feeds, { partial });
      return partial;
    },
    dispose: () => program.dispose(),
  };
}

/** The product of each row with the same row of the other. */
function productsOfRows(a: Vectors, b: Vectors): Float32Array {
  return Float32Array.from({ length: a.count }, (_, row) => {
    let sum = 0;
    for (let i = row * a.dimensions; i < (row + 1) * a.dimensions; i++) sum += a.values[i]! * b.values[i]!;
    return sum;
  });
}

/** So many rows from a place on; zeros behind the last one. */
const rowsOf = ({ values, dimensions }: Vectors, start: number, count: number): Float32Array =>
  padded(values, start * dimensions, count * dimensions);

function padded(values: Float32Array, start: number, length: number): Float32Array {
  if (start + length <= values.length) return values.subarray(start, start + length);
  const copy = new Float32Array(length);
  copy.set(values.subarray(start));
  return copy;
}

/** Distances as they are, and lists sorted by them. */
function measured(
  queries: Vectors,
  searched: Vectors,
  { indices, size: k }: NearestLists,
  ignoring: readonly Vectors[],
): Neighbours {
  const { count } = queries;
  const found = { count, k, indices: new Int32Array(count * k), distances: new Float32Array(count * k) };
  for (let row = 0; row < count; row++) {
    const list = Array.from(indices.subarray(row * k, (row + 1) * k), (index) => ({
      index,
      distance: Math.sqrt(squaredDistance(queries, row, searched, index, ignoring)),
    }));
    list.sort((a, b) => a.distance - b.distance || a.index - b.index);
    list.forEach(({ index, distance }, place) => {
      found.indices[row * k + place] = index;
      found.distances[row * k + place] = distance;
    });
  }
  return found;
}
