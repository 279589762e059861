// The nearest neighbours of many vectors, by comparing all pairs: |a - b|² = |a|² + |b|² - 2ab. The products
// are tiles of a large matrix product, which the engine computes at full speed. There is no index and no
// approximation. The final distances are computed again as differences, because the formula loses digits for
// small distances.
import { Graph, type Value } from '../engine/graph/graph.ts';
import { gemm, mul, sub } from '../engine/graph/operators/index.ts';
import { compile } from '../engine/runtime/compile.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { InputError } from '../errors.ts';
import { NearestLists } from './nearest-list.ts';
import { squaredDistance, squaredLengths, type Vectors } from './vectors.ts';

/** The options of `nearestNeighbours`. */
export interface NeighbourOptions extends DeviceOptions {
  /** The number of neighbours. There are fewer if there are not enough vectors. */
  readonly k: number;
  /**
   * A few directions for each query, each `[queries, dimensions]`, of length 1 and orthogonal. Distances
   * along them do not count. If they are the directions in which small shifts move a picture, this is the
   * one-sided tangent distance (Simard, LeCun & Denker, 1993, "Efficient pattern recognition using a new
   * transformation distance").
   */
  readonly ignoring?: readonly Vectors[];
  /** Called with the number of queries that are done. */
  readonly onProgress?: (done: number) => void;
}

/** The neighbours of each query, nearest first; in a tie the lower index comes first. */
export interface Neighbours {
  /** The number of queries. */
  readonly count: number;
  /** The number of neighbours of each query. */
  readonly k: number;
  /** `[count, k]`, indices of the searched vectors. */
  readonly indices: Int32Array;
  /** `[count, k]`, Euclidean distances. */
  readonly distances: Float32Array;
}

/**
 * Finds the nearest of the searched vectors for each query. If both are the same object, a vector is not its
 * own neighbour.
 *
 * @throws InputError if the vectors differ in length, there are none to search, or k is not a whole number
 *   from 1
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
      `neighbours: expected vectors of ${searched.dimensions} numbers, got vectors of ${queries.dimensions}`,
    );
  if (!Number.isInteger(k) || k < 1)
    throw new InputError(`neighbours: k: expected a whole number from 1, got ${k}`);
  const available = searched.count - Number(isSame);
  if (available < 1) throw new InputError('neighbours: expected vectors to search, got none');
  return Math.min(k, available);
}

/**
 * A tile is large enough for its product to be worth a call, and small enough for its distances to stay in a
 * cache.
 */
const tileSizes = (queries: Vectors, searched: Vectors): TileSizes => ({
  rows: Math.min(512, queries.count),
  columns: Math.min(2048, searched.count),
});

/**
 * Computes |b|² - 2ab - Σ (bt - at)² for a tile, always into the same array. It leaves out |a|², which is
 * the same for all candidates of a row.
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

/** The dot product of each row with the same row of the other. */
function productsOfRows(a: Vectors, b: Vectors): Float32Array {
  return Float32Array.from({ length: a.count }, (_, row) => {
    let sum = 0;
    for (let i = row * a.dimensions; i < (row + 1) * a.dimensions; i++) sum += a.values[i]! * b.values[i]!;
    return sum;
  });
}

/** This many rows from a position on, padded with zeros after the last one. */
const rowsOf = ({ values, dimensions }: Vectors, start: number, count: number): Float32Array =>
  padded(values, start * dimensions, count * dimensions);

function padded(values: Float32Array, start: number, length: number): Float32Array {
  if (start + length <= values.length) return values.subarray(start, start + length);
  const copy = new Float32Array(length);
  copy.set(values.subarray(start));
  return copy;
}

/** Computes exact distances and sorts the lists by them. */
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
