// What the form says as TypeScript, for a program of one's own.
import type { CommandLine, CommandOptions } from '../../../../../src/server/studio/contract/jobs.ts';
import { trainingCode } from '../../../core/training-code.ts';

/** The program that trains the same; undefined if a measurement is to decide on the number of epochs. */
export const codeOf = (
  { config }: Pick<CommandLine, 'config'>,
  options: CommandOptions,
): string | undefined =>
  options['time'] === undefined ? trainingCode(config, String(options['name'] ?? 'best')) : undefined;
