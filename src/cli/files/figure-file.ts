// Writes the figure of a command: to the file of --out, or into the folder `runs`.
import { join } from 'node:path';
import { figureDocument, type Figure } from '../../figures/figure.ts';
import { writeFileAtomically } from '../../node/files/atomic-write.ts';
import { checkFilePlace, makeWritableFolder } from './file-place.ts';

/** Checks, before anything is measured or drawn, that the figure can be written to `out`. */
export async function checkFigurePlace(out: string | undefined): Promise<void> {
  if (out !== undefined) await checkFilePlace(out, '.svg');
}

/** Writes a figure to `out`, or under its own name into `runs`, and returns the file. */
export async function writeFigure(out: string | undefined, figure: Figure): Promise<string> {
  const file = out ?? join('runs', `${figure.name}.svg`);
  if (out === undefined) await makeWritableFolder('runs', 'runs: cannot be written');
  await writeFileAtomically(file, figureDocument(figure));
  return file;
}
