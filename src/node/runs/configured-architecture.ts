// The architecture of a configuration: a name, a file, or a description in the configuration itself.
import { InputError } from '../../errors.ts';
import { architectureFromDocument } from '../../nn/architecture-document.ts';
import type { Model } from '../../nn/model.ts';
import type { TrainingConfig } from '../../training/config-schema.ts';
import { resolveArchitecture } from './architecture-file.ts';

/**
 * Finds the model of a configuration. The returned function builds it for a number of classes.
 *
 * @throws InputError if there is no such architecture, or its description is not valid
 */
export async function configuredArchitecture({
  architecture,
}: Pick<TrainingConfig, 'architecture'>): Promise<(classes: number) => Model> {
  if (typeof architecture !== 'string') return architectureFromDocument(architecture, { name: 'custom' });
  return resolveArchitecture(architecture).catch((error: unknown) => {
    const isFile = /\.(yaml|yml|json)$/i.test(architecture);
    if (isFile || !(error instanceof InputError)) throw error;
    throw new InputError(`--arch: ${error.message}`);
  });
}
