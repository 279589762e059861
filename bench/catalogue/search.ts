// `bench catalogue-search`: searches among many vectors, made from features of Fashion-MNIST with noise:
// latency, recall beside an exact search, size on disk, and the time to fill and to index.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { activeModel, addModel } from '../../src/catalogue/store/models.ts';
import { storeItems } from '../../src/catalogue/store/items.ts';
import { bitBytes, halfvecBytes } from '../../src/catalogue/store/binary.ts';
import { nearestItems } from '../../src/catalogue/store/search.ts';
import { simHash } from '../../src/catalogue/sim-hash.ts';
import { countFound, ensureIndex } from '../../src/catalogue/store/search-index.ts';
import { startSync } from '../../src/catalogue/store/syncs.ts';
import type { Vectors } from '../../src/neighbours/vectors.ts';
import { isDatabaseAddress } from '../../src/node/catalogue/database-address.ts';
import { openCatalogue } from '../../src/node/catalogue/open-catalogue.ts';
import { loadData } from '../../src/node/data/load.ts';
import { readModelFile, resolveModelFile } from '../../src/node/runs/model-argument.ts';
import { Random } from '../../src/random.ts';
import { featuresOf } from './features.ts';

/** The options of `bench catalogue-search`. */
export interface SearchBenchOptions {
  readonly model: string;
  readonly vectors: number;
  /** The address of a server, or undefined for PGlite in a temporary folder. */
  readonly database?: string;
  readonly queries: number;
  readonly threads: number;
}

/** The figures of one kind of search. */
export interface SearchTimes {
  readonly search: 'exact' | 'codes' | 'HNSW';
  /** In milliseconds. */
  readonly median: number;
  readonly p99: number;
  /** The share of the ten nearest items that are found. */
  readonly recallAt10: number;
}

/** What was measured. */
export interface SearchBench {
  readonly database: 'PGlite' | 'Postgres';
  readonly vectors: number;
  readonly dimensions: number;
  readonly fillSeconds: number;
  readonly indexSeconds: number;
  readonly bytesOnDisk: number;
  readonly peakMemoryMiB: number;
  readonly times: readonly SearchTimes[];
}

/** The noise of each element, beside elements of about 1 / √dimensions. */
const noise = 0.3;
const rows = 500;
/** Exact searches take seconds for a million vectors: the recall is measured on so many. */
const mostExact = 20;

/** Fills a catalogue with vectors and searches it. */
export async function measureSearch(
  { model, vectors: count, database, queries, threads }: SearchBenchOptions,
  progress: (line: string) => void,
): Promise<SearchBench> {
  const bytes = await readModelFile(await resolveModelFile(model));
  const data = await loadData('fashion-mnist');
  progress('features of the training pictures');
  const real = await featuresOf(bytes, data.train, threads);
  const folder = database ?? (await mkdtemp(join(tmpdir(), 'atelier-bench-catalogue-')));
  const catalogue = await openCatalogue(folder, { creates: true });
  const { db } = catalogue;
  try {
    await addModel(db, { fingerprint: 'bench', name: model, dimensions: real.dimensions, bytes });
    const { id } = (await activeModel(db))!;
    const syncId = await startSync(db, 'bench');
    const started = performance.now();
    for (let from = 0; from < count; from += rows) {
      const part = noisyVectors(real, from, Math.min(rows, count - from));
      await storeItems(db, asItems(part, from), { source: 'bench', modelId: id, syncId });
      if ((from + rows) % 50_000 === 0) progress(`${from + rows} vectors, ${seconds(started)} s`);
    }
    const fillSeconds = seconds(started);
    await sql`analyze`.execute(db);
    const asked = noisyVectors(real, count, queries);
    const search = (exact: boolean, i: number) =>
      nearestItems(db, { modelId: id, vector: rowOf(asked, i), count: 10, exact });
    progress('exact searches');
    const exact = await timed(Math.min(queries, mostExact), (i) => search(true, i));
    progress('searches by codes');
    const byCodes = await timed(queries, (i) => search(false, i));
    progress('making the index');
    const indexStarted = performance.now();
    await ensureIndex(db, id, () => undefined, 0);
    const indexSeconds = seconds(indexStarted);
    progress('searches by the index');
    const indexed = await timed(queries, (i) => search(false, i));
    const size = await sql<{ size: number }>`
      select pg_database_size(current_database())::float8 as size`.execute(db);
    return {
      ...{ database: database !== undefined && isDatabaseAddress(database) ? 'Postgres' : 'PGlite' },
      ...{ vectors: count, dimensions: real.dimensions, fillSeconds, indexSeconds },
      bytesOnDisk: size.rows[0]!.size,
      peakMemoryMiB: process.resourceUsage().maxRSS / 1024,
      times: [
        { search: 'exact', ...latencies(exact.times), recallAt10: 1 },
        { search: 'codes', ...latencies(byCodes.times), recallAt10: recall(byCodes.found, exact.found) },
        { search: 'HNSW', ...latencies(indexed.times), recallAt10: recall(indexed.found, exact.found) },
      ],
    };
  } finally {
    await catalogue.close();
    if (database === undefined) await rm(folder, { recursive: true, force: true });
  }
}

const seconds = (started: number): number => (performance.now() - started) / 1000;
const rowOf = ({ values, dimensions }: Vectors, i: number): Float32Array =>
  values.subarray(i * dimensions, (i + 1) * dimensions);

/** Vectors from `from` on: real ones in turn, with noise, of length 1. The same numbers each time. */
function noisyVectors(real: Vectors, from: number, count: number): Vectors {
  const { dimensions } = real;
  const values = new Float32Array(count * dimensions);
  const scale = noise / Math.sqrt(dimensions);
  for (let i = 0; i < count; i++) {
    const random = new Random(from + i, 'noise');
    const row = rowOf({ count, dimensions, values }, i);
    rowOf(real, (from + i) % real.count).forEach((value, d) => (row[d] = value + scale * random.normal()));
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    for (let d = 0; d < dimensions; d++) row[d]! /= length;
  }
  return { count, dimensions, values };
}

function asItems(vectors: Vectors, from: number): Parameters<typeof storeItems>[1] {
  const keys = Array.from({ length: vectors.count }, (_, i) => `item ${from + i}`);
  return {
    items: keys.map((key) => ({
      ...{ key, file: `/pictures/${key}.png`, stamp: '784 0', content: key, hash: null },
      attributes: { category: `class ${key.length}`, price: key.length },
    })),
    vectors: keys.map((key, i) => {
      const vector = rowOf(vectors, i);
      const [embedding, code] = [halfvecBytes(vector), bitBytes(simHash(vector))];
      return { key, content: key, embedding, code, label: 0, probability: 1, novelty: null };
    }),
    moves: [],
  };
}

async function timed<T>(
  count: number,
  search: (i: number) => Promise<T>,
): Promise<{ times: number[]; found: T[] }> {
  await search(0);
  const [times, found]: [number[], T[]] = [[], []];
  for (let i = 0; i < count; i++) {
    const started = performance.now();
    found.push(await search(i));
    times.push(performance.now() - started);
  }
  return { times, found };
}

function latencies(times: readonly number[]): { median: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { median: at(0.5), p99: at(0.99) };
}

/** Which share of the nearest items was found. */
function recall(
  found: readonly (readonly { score: number }[])[],
  exact: readonly (readonly { score: number }[])[],
): number {
  let [hits, all] = [0, 0];
  exact.forEach((best, i) => {
    hits += countFound(
      found[i]!,
      best.map(({ score }) => score),
    );
    all += best.length;
  });
  return hits / all;
}

/** The figures as a table in Markdown. */
export const searchTable = ({ times, ...bench }: SearchBench): string =>
  [
    `${bench.vectors} vectors of ${bench.dimensions} on ${bench.database}: filled in ${bench.fillSeconds.toFixed(0)} s, indexed in ${bench.indexSeconds.toFixed(0)} s, ${(bench.bytesOnDisk / 2 ** 20).toFixed(0)} MiB on disk, peak memory of this process ${bench.peakMemoryMiB.toFixed(0)} MiB`,
    '',
    '| search | median, ms | p99, ms | recall at 10 |',
    '| --- | --: | --: | --: |',
    ...times.map(
      ({ search, median, p99, recallAt10 }) =>
        `| ${search} | ${median.toFixed(1)} | ${p99.toFixed(1)} | ${recallAt10.toFixed(3)} |`,
    ),
  ].join('\n');
