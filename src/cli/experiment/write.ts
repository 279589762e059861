// Writes the result of an experiment: a table, a figure, the document, and curves if they were measured.
import { join } from 'node:path';
import { experimentCurves, experimentFigure } from '../../figures/experiment.ts';
import { figureDocument } from '../../figures/figure.ts';
import { writeFileAtomically } from '../../node/files/atomic-write.ts';
import { notice } from '../terminal/output.ts';
import { experimentTable } from './report.ts';
import type { ExperimentResult } from './run.ts';

/** Writes the files into the experiment's folder. */
export async function writeExperiment(result: ExperimentResult, folder: string): Promise<void> {
  const name = `result${result.split === 'test' ? '-test' : ''}`;
  await writeFileAtomically(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  await writeFileAtomically(join(folder, `${name}.md`), `${experimentTable(result)}\n`);
  await writeFileAtomically(join(folder, `${name}.svg`), figureDocument(experimentFigure(result)));
  const curves = experimentCurves(result);
  if (curves) await writeFileAtomically(join(folder, 'curves.svg'), figureDocument(curves));
  notice(`table and figure: ${join(folder, `${name}.md`)}, .svg`);
}
