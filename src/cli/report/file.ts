// The report as a file, for `report` and for `evaluate --report`: where it goes is checked before anything is
// measured.
import { writeFileAtomically } from '../../node/atomic-write.ts';
import { resolveModelFile } from '../../node/runs/model-argument.ts';
import { reportPage } from '../../report/write-report.ts';
import { checkFilePlace } from '../files/file-place.ts';
import { defaultReportFile, measureForReport, type ReportOptions } from './run.ts';

/**
 * Where a model's report goes: to the file that was named, or to its usual place.
 *
 * @throws InputError where there is no such model, or nothing can be written there
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
