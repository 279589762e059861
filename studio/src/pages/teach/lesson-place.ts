// Where the lesson is on the disk. When it is opened, it is copied without the pictures that were removed, if
// these are many; nobody can take that back any more. A copy counts only when it is whole: until then a crash
// leaves the old files, which are removed last.
import { InputError } from '../../../../src/errors.ts';
import { LessonFiles } from './core/lesson-files.ts';
import { fileNames, openFile, removeFiles, writeFile } from './opfs.ts';

/** The share of removed bytes from which a copy pays. */
const muchWasted = 0.1;

/** The first files have no number. */
const named = (name: string, copy: number): string => (copy === 0 ? name : `${name}-${copy}`);
const wholeName = /^whole-(\d+)$/;
const ownName = /^(pictures|journal|whole)(-\d+)?$/;

/** Opens the lesson as it was left. */
export async function openLesson(): Promise<LessonFiles> {
  const copies = (await fileNames()).map((name) => Number(wholeName.exec(name)?.[1] ?? 0));
  const newest = Math.max(0, ...copies);
  await removeOthers(newest);
  const files = await openCopy(newest);
  if (files.wasted < muchWasted) return files;
  try {
    return await copied(files, newest + 1);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    await removeOthers(newest); // there is no room for a copy
    return files;
  }
}

/** Whether a file belongs to the lesson itself, and not to what was computed from it. */
export const isOfLesson = (name: string): boolean => ownName.test(name);

const openCopy = async (copy: number): Promise<LessonFiles> =>
  new LessonFiles(await openFile(named('pictures', copy)), await openFile(named('journal', copy)));

async function copied(files: LessonFiles, copy: number): Promise<LessonFiles> {
  const [bytes, journal] = [await openFile(named('pictures', copy)), await openFile(named('journal', copy))];
  try {
    files.copyTo(bytes, journal);
  } finally {
    bytes.close();
    journal.close();
  }
  await writeFile(named('whole', copy), Uint8Array.of(1));
  files.close();
  await removeOthers(copy);
  return openCopy(copy);
}

/** Removes all files of the lesson but those of one copy. */
const removeOthers = (copy: number): Promise<void> =>
  removeFiles(
    (name) => isOfLesson(name) && !['pictures', 'journal', 'whole'].some((own) => name === named(own, copy)),
  );
