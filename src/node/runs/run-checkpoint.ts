// The newest whole checkpoint of a run's directory. A damaged one is passed over for the one before, and it
// is said.
import { InputError } from '../../errors.ts';
import { decodeCheckpoint, type Checkpoint } from '../../training/checkpoint.ts';
import type { RunDirectory } from './run-directory.ts';

export interface FoundCheckpoint {
  readonly bytes: Uint8Array;
  readonly checkpoint: Checkpoint;
}

/**
 * Reads the last checkpoint of a run, or nothing where it was killed before its first.
 *
 * @param onNotice told where the last one is damaged
 * @throws InputError where there are checkpoints and none of them is whole
 */
export async function readCheckpoint(
  run: RunDirectory,
  onNotice: (text: string) => void,
): Promise<FoundCheckpoint | undefined> {
  let damaged: InputError | undefined;
  for (const name of ['checkpoint.bin', 'checkpoint.previous.bin'] as const) {
    const bytes = await run.read(name);
    if (!bytes) continue;
    try {
      const checkpoint = await decodeCheckpoint(bytes, run.file(name));
      if (damaged) onNotice(`${damaged.message}; going on from the one before, ${run.file(name)}`);
      return { bytes, checkpoint };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      damaged ??= error;
    }
  }
  if (damaged) throw damaged;
  return undefined;
}
