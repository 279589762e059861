// What a person changes about the lesson: written down at once, with a word if that fails, and a way back.
import { toasts } from '../../core/toasts.ts';
import { undoStack } from '../../core/undo.ts';
import { commonWords } from '../../words/common.ts';
import { teachWords } from '../../words/teach.ts';
import { groupByFolder } from './core/incoming.ts';
import type { Change, LessonClass, LessonPicture } from './core/lesson.ts';
import type { TeachStore } from './core/teach-store.ts';

/** A file and its path in what was dropped or chosen. */
export interface PathFile {
  readonly path: string;
  readonly file: File;
}

/** Changes the lesson; a message tells if it can't be kept. */
export async function changeLesson(store: TeachStore, change: Change): Promise<void> {
  await store.change(change).catch((error: unknown) => toasts.fail(error));
}

export async function addClass(store: TeachStore): Promise<void> {
  await nameOnce(store, teachWords.untitled);
  const { classes } = store.get().lesson;
  let number = classes.length + 1;
  while (classes.some(({ name }) => name === teachWords.newClass(number))) number++;
  await store.addClass(teachWords.newClass(number)).catch((error: unknown) => toasts.fail(error));
}

/** Names the lesson if it has no name. */
async function nameOnce(store: TeachStore, name: string): Promise<void> {
  if (store.get().lesson.name === '') await changeLesson(store, { do: 'name', name });
}

/** Removes a class with its pictures; one can undo it. */
export async function removeClass(store: TeachStore, { id, name }: LessonClass): Promise<void> {
  await changeLesson(store, { do: 'leave-class', id });
  offerUndo(teachWords.removedClass(name), () => changeLesson(store, { do: 'restore-class', id }));
}

/** Removes pictures; one can undo it. */
export async function removePictures(store: TeachStore, pictures: readonly LessonPicture[]): Promise<void> {
  const ids = pictures.map(({ id }) => id);
  await changeLesson(store, { do: 'leave', ids });
  offerUndo(teachWords.removedPictures(ids.length), () => changeLesson(store, { do: 'restore', ids }));
}

function offerUndo(name: string, back: () => Promise<void>): void {
  const step = { name, undo: back };
  undoStack.push(step);
  toasts.tell(name, { name: commonWords.undo, run: () => void undoStack.undo(step) });
}

/** Adds the pictures among some files to a class. */
export async function addFiles(
  store: TeachStore,
  of: LessonClass,
  files: readonly PathFile[],
): Promise<void> {
  const found = [...groupByFolder(typed(files)).values()].flat();
  await addAll(store, of.id, files, found);
  if (found.length > 0) toasts.tell(teachWords.added(found.length, of.name));
  else toasts.fail(teachWords.noPictures);
}

/** Adds a class for each folder of pictures; pictures without a folder become a class of their own. */
export async function addFolders(store: TeachStore, files: readonly PathFile[]): Promise<void> {
  const groups = groupByFolder(typed(files));
  if (groups.size === 0) return toasts.fail(teachWords.noPictures);
  const [top, ...below] = files[0]!.path.split('/');
  await nameOnce(store, below.length > 1 ? top! : teachWords.untitled);
  for (const [folder, indices] of groups) {
    const { classes } = store.get().lesson;
    const name = folder || teachWords.newClass(classes.length + 1);
    const known = classes.find((one) => one.name === name);
    await addAll(store, known?.id ?? (await store.addClass(name)), files, indices);
  }
}

const typed = (files: readonly PathFile[]) => files.map(({ path, file }) => ({ path, type: file.type }));

async function addAll(
  store: TeachStore,
  of: number,
  files: readonly PathFile[],
  indices: readonly number[],
): Promise<void> {
  const pictures = indices.map((i) => files[i]!.file).map((blob) => ({ name: blob.name, blob }));
  await store.add(of, pictures).catch((error: unknown) => toasts.fail(error));
}
