// Chooses the storage of a released model: the smallest whose validation accuracy is as good as that of
// float32, or nearly so.
import type { Dataset } from '../../src/data/dataset.ts';
import type { ClassificationReport } from '../../src/metrics/classification-report.ts';
import { quantizeWeights } from '../../src/nn/quantize-weights.ts';
import { smallStorages, type SmallStorage } from '../../src/nn/small-storage.ts';
import { evaluateSaved } from '../../src/training/evaluate.ts';

/** The most accuracy that a storage may lose compared with float32, as a share of the pictures. */
export const mostLost = 0.001;

/** A model in one storage, and its result on the validation split. */
export interface Candidate {
  readonly storage: 'float32' | SmallStorage;
  readonly bytes: Uint8Array;
  readonly validation: ClassificationReport;
}

export interface Choice {
  readonly chosen: Candidate;
  /** All measured storages, float32 first. */
  readonly measured: readonly Candidate[];
}

/**
 * Measures a model in every storage and takes the smallest that loses no more than `mostLost`; float32 loses
 * nothing.
 *
 * @throws InputError if the model and the pictures do not fit, or a weight fits no storage
 */
export async function chooseStorage(
  bytes: Uint8Array,
  source: string,
  validation: Dataset,
  threads: number,
): Promise<Choice> {
  const measure = async (storage: Candidate['storage'], stored: Uint8Array): Promise<Candidate> => {
    const report = await evaluateSaved(stored, source, validation, { threads });
    return { storage, bytes: stored, validation: report };
  };
  const measured = [await measure('float32', bytes)];
  for (const storage of smallStorages)
    measured.push(await measure(storage, quantizeWeights(bytes, storage, source)));
  return { chosen: smallestOf(measured), measured };
}

/**
 * The smallest whose accuracy is within `mostLost` of the first's. It compares whole pictures, so that
 * rounding has no effect.
 */
export function smallestOf(measured: readonly Candidate[]): Candidate {
  const hits = ({ validation: { accuracy, count } }: Candidate) => Math.round(accuracy * count);
  const [original] = measured;
  const least = hits(original!) - mostLost * original!.validation.count - 1e-9;
  const good = measured.filter((candidate) => hits(candidate) >= least);
  return good.reduce((best, candidate) => (candidate.bytes.length < best.bytes.length ? candidate : best));
}
