// Reads the newest intact checkpoint of a run. If the last one is damaged, it uses the one before, with a
// notice.
import { InputError } from '../../errors.ts';
import { decodeCheckpoint, type Checkpoint } from '../../training/checkpoint.ts';
import type { RunDirectory } from './run-directory.ts';

export interface FoundCheckpoint {
  readonly bytes: Uint8Array;
  readonly checkpoint: Checkpoint;
}

/**
 * Reads the last checkpoint of a run; undefined if the run has none yet.
 *
 * @param onNotice receives a notice if the last checkpoint is damaged
 * @throws InputError if there are checkpoints but all are damaged
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
      if (damaged) onNotice(`${damaged.message}; continuing from the one before, ${run.file(name)}`);
      return { bytes, checkpoint };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      damaged ??= error;
    }
  }
  if (damaged) throw damaged;
  return undefined;
}
