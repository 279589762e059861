// Gathers the report on a study, and writes it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../../node/files/atomic-write.ts';
import { programVersion } from '../../node/files/program-version.ts';
import type { OpenStudy } from '../../node/tuning/study-place.ts';
import type { Part } from '../../report/section.ts';
import { studyPage } from '../../report/study/page.ts';
import type { Confirmation } from '../../report/study/report-data.ts';
import { checkFilePlace } from '../files/file-place.ts';

/**
 * Writes the report of a study.
 *
 * @param argument how the user named the study
 * @param out the file; left out, `report.html` in the study's folder
 * @throws InputError if the file can't be written
 */
export async function writeStudyReport(
  { folder, study: { study } }: OpenStudy,
  argument: string,
  out: string | undefined,
): Promise<{ file: string; bytes: number }> {
  const file = out ?? join(folder, 'report.html');
  await checkFilePlace(file, '.html');
  const page = Buffer.from(
    await studyPage({
      ...{ study, version: programVersion },
      best: await readBest(folder),
      confirmation: await readConfirmation(folder, argument),
      commands: [
        `atelier tune confirm ${argument}`,
        `atelier train --config ${join(folder, 'best.json')}`,
        `atelier tune report ${argument}`,
      ],
    }),
  );
  await writeFileAtomically(file, page);
  return { file, bytes: page.length };
}

async function readBest(folder: string): Promise<Part<{ text: string }>> {
  const text = await readText(join(folder, 'best.json'));
  return text === undefined ? { missing: 'The study’s folder has no best.json.' } : { text };
}

async function readConfirmation(folder: string, argument: string): Promise<Part<Confirmation>> {
  const file = join(folder, 'confirm', 'result.json');
  const text = await readText(file);
  const command = `atelier tune confirm ${argument}`;
  if (text === undefined)
    return { missing: `The best trials were not compared with the base on new seeds. Run: ${command}` };
  try {
    return JSON.parse(text) as Confirmation;
  } catch {
    return { missing: `${file} is damaged. Run again: ${command}` };
  }
}

const readText = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
