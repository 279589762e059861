// Where a command's figure goes: to the file that was named, or among the runs.
import { join } from 'node:path';
import { figureDocument, type Figure } from '../../figures/figure.ts';
import { writeFileAtomically } from '../../node/atomic-write.ts';
import { checkFilePlace, makeWritableFolder } from './file-place.ts';

/** Refuses, before anything is measured or drawn, a place where no figure can be written. */
export async function checkFigurePlace(out: string | undefined): Promise<void> {
  if (out !== undefined) await checkFilePlace(out, '.svg');
}

/**
 * Writes a figure where it was asked for, or under its own name among the runs, and returns where that is.
 */
export async function writeFigure(out: string | undefined, figure: Figure): Promise<string> {
  const file = out ?? join('runs', `${figure.name}.svg`);
  if (out === undefined) await makeWritableFolder('runs', 'cannot write to runs');
  await writeFileAtomically(file, figureDocument(figure));
  return file;
}
