// The trained model that a configuration names to be learnt from.
import { InputError } from '../errors.ts';
import type { TrainingConfig } from '../training/config.ts';
import { readModelFile, resolveModelFile } from './model-argument.ts';

/**
 * Reads the teacher of a configuration, if it has one.
 *
 * @throws InputError where there is no such model
 */
export async function configuredTeacher({
  distillation,
}: Pick<TrainingConfig, 'distillation'>): Promise<Uint8Array | undefined> {
  if (!distillation) return undefined;
  const file = await resolveModelFile(distillation.teacher).catch((error: unknown) => {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`--teacher: ${error.message}`);
  });
  return readModelFile(file);
}
