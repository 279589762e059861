// Where a command's figure goes: to the file that was named, or among the runs.
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError } from '../errors.ts';
import { writeFileAtomically } from '../node/atomic-write.ts';
import { explainSystemError } from '../node/system-errors.ts';

/** Refuses, before anything is measured or drawn, a place where no figure can be written. */
export async function checkFigurePlace(out: string | undefined): Promise<void> {
  if (out === undefined) return;
  if (!out.endsWith('.svg')) throw new InputError(`--out: expected the name of an .svg file, got '${out}'`);
  const folder = await stat(dirname(out)).catch(() => undefined);
  if (!folder?.isDirectory()) throw new InputError(`--out: there is no folder ${dirname(out)}`);
}

/**
 * Writes a figure where it was asked for, or under its own name among the runs, and returns where that is.
 */
export async function writeFigure(out: string | undefined, name: string, figure: string): Promise<string> {
  const file = out ?? join('runs', name);
  if (out === undefined) {
    await mkdir('runs', { recursive: true }).catch((error: unknown) => {
      throw explainSystemError(error, 'cannot write to runs');
    });
  }
  await writeFileAtomically(file, figure);
  return file;
}
