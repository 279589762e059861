// Writes the report's file for `report` and `evaluate --report`. The file's place is checked before the
// measurements, which take minutes.
import { writeFileAtomically } from '../../node/files/atomic-write.ts';
import { resolveModelFile } from '../../node/runs/model-argument.ts';
import { reportPage } from '../../report/write-report.ts';
import { checkFilePlace } from '../files/file-place.ts';
import { defaultReportFile, measureForReport, type ReportOptions } from './run.ts';

/**
 * Returns the file for a model's report: `out`, or the default file.
 *
 * @throws InputError if the model does not exist or the file can't be written
 */
export async function reportPlace(model: string, out: string | undefined): Promise<string> {
  await resolveModelFile(model);
  const file = out ?? (await defaultReportFile(model));
  await checkFilePlace(file, '.html');
  return file;
}

/** Measures a model and writes its report; returns the file's size in bytes. */
export async function writeReport(model: string, file: string, options: ReportOptions): Promise<number> {
  const page = Buffer.from(await reportPage(await measureForReport(model, options)));
  await writeFileAtomically(file, page);
  return page.length;
}
