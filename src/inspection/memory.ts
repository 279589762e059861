// How much memory learning takes, before it begins.
import { InputError } from '../errors.ts';
import type { FeatureShape } from './feature-shape.ts';
import type { MethodName } from './methods/names.ts';
import { keptChannels } from './methods/padim.ts';
import { mostCandidates } from './methods/patchcore.ts';
import { partCount } from './piece-parts.ts';

/** What memory depends on. */
export interface MemoryNeeds {
  readonly method: MethodName;
  readonly shape: FeatureShape;
  /** The number of pieces of each variant. */
  readonly pieces: readonly number[];
  readonly bankSize: number;
}

const bytesOfNumber = 4;

/**
 * The bytes for what is kept of the pieces, besides the network and the pictures that it is running on: the
 * candidates for a bank, what each part is condensed to, and the bank in the graph, in the file and in the
 * runtime; or the sums of each part and the matrices.
 */
function estimateMemory({ method, shape, pieces, bankSize }: MemoryNeeds): number {
  const all = pieces.reduce((a, b) => a + b, 0);
  const places = shape.height * shape.width;
  if (method === 'padim') {
    const size = Math.min(shape.channels, keptChannels);
    const triangles = (partCount + 1) * ((size * (size + 1)) / 2 + 2 * size);
    return pieces.length * places * (triangles + 4 * size ** 2) * bytesOfNumber;
  }
  if (method === 'knn') return 6 * all * shape.channels * bytesOfNumber;
  const candidates = Math.min(all * places, pieces.length * mostCandidates);
  const bank = Math.min(bankSize, candidates);
  return (2 * candidates + (2 * partCount + 6) * bank) * shape.channels * bytesOfNumber;
}

/** @throws InputError if learning would take more than the limit */
export function checkMemory(needs: MemoryNeeds, limit: number): void {
  const bytes = estimateMemory(needs);
  if (bytes <= limit) return;
  const mebibytes = (value: number) => `${Math.ceil(value / 2 ** 20).toLocaleString('en')} MiB`;
  throw new InputError(
    `learning would take about ${mebibytes(bytes)} beside the network, and there are ${mebibytes(limit)}; ${needs.method === 'patchcore' ? 'keep a smaller bank with --bank' : 'take --method patchcore, whose bank may be small'}`,
  );
}
