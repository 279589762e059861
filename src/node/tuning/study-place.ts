// Where a study is: its folder of runs and its journal, found by its name, its folder or its journal.
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../errors.ts';
import { openJournalStorage } from './open-journal.ts';
import { StudyJournal } from './study-journal.ts';

/** A study that exists. */
export interface OpenStudy {
  /** The folder of its runs. */
  readonly folder: string;
  readonly study: StudyJournal;
}

/** The journal of a study in its folder. */
export const journalFile = 'journal.log';

/**
 * Opens a study to read it.
 *
 * @param argument its name in `runs`, its folder, its journal, or `redis://…`
 * @param name which study, if a journal has several
 * @throws InputError if it is not found
 */
export async function findStudy(argument: string, name?: string): Promise<OpenStudy> {
  const place = await placeOf(argument);
  const storage = await openJournalStorage(place.journal);
  try {
    const first = new StudyJournal(storage, name ?? place.name ?? '', reader);
    await first.refresh();
    const { studies } = first.journal;
    const only = studies.length === 1 ? studies[0]!.name : undefined;
    const wanted = name ?? (studies.some((study) => study.name === place.name) ? place.name! : only);
    if (wanted === undefined && studies.length > 1)
      throw new InputError(
        `${argument}: the journal has several studies; choose one with --study: ${studies.map((study) => study.name).join(', ')}`,
      );
    const study = new StudyJournal(storage, wanted ?? place.name ?? argument, reader, first.journal);
    const { name: found } = study.study; // throws if there is none
    return { folder: place.folder ?? join('runs', found), study };
  } catch (error) {
    await storage.close();
    throw error;
  }
}

/**
 * Opens a study in a storage.
 *
 * @throws InputError if it is not there
 */
export async function openStudyAt(address: string, name: string): Promise<StudyJournal> {
  const study = new StudyJournal(await openJournalStorage(address), name, reader);
  await study.refresh();
  return study;
}

/** How a reader would be called in a journal. */
const reader = 'atelier-reader';

/** Whether an argument that may be a model or a study is a study. */
export async function isStudy(argument: string): Promise<boolean> {
  try {
    const { journal } = await placeOf(argument);
    return /^\w+:\/\//.test(journal) || journal.endsWith('.log');
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

async function placeOf(argument: string): Promise<{ journal: string; folder?: string; name?: string }> {
  if (/^\w+:\/\//.test(argument)) return { journal: argument };
  for (const path of [argument, join('runs', argument)]) {
    const status = await stat(path).catch(() => undefined);
    if (status?.isFile()) {
      const folder = dirname(path);
      return { journal: path, folder, name: basename(folder) };
    }
    if (!status?.isDirectory()) continue;
    const journal = join(path, journalFile);
    if (await stat(journal).catch(() => undefined)) return { journal, folder: path, name: basename(path) };
  }
  throw new InputError(
    `${argument}: expected a study: its name in runs, its folder, or its journal; found no ${journalFile}`,
  );
}
