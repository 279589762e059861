// Reads the teachers of a configuration: trained models that the new model learns from.
import { InputError } from '../../errors.ts';
import type { TrainingConfig } from '../../training/config-schema.ts';
import { readModelFile, resolveModelFile } from './model-argument.ts';

/**
 * Reads the teachers of a configuration, if it has any.
 *
 * @throws InputError if there is no such model
 */
export async function configuredTeachers({
  distillation,
}: Pick<TrainingConfig, 'distillation'>): Promise<Uint8Array[] | undefined> {
  return distillation && Promise.all([distillation.teacher].flat().map(readTeacher));
}

async function readTeacher(name: string): Promise<Uint8Array> {
  const file = await resolveModelFile(name).catch((error: unknown) => {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`--teacher: ${error.message}`);
  });
  return readModelFile(file);
}
