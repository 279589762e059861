// A data set as a zip: a folder for each class with its pictures, as `atelier train --data` reads it when it
// is unpacked. Nothing is packed tighter, because pictures are packed already.
import { Zip, ZipPassThrough } from 'fflate';
import { InputError } from '../../../../../src/errors.ts';
import type { Lesson, LessonPicture } from './lesson.ts';

/** What a zip without extensions holds. */
const [mostFiles, mostBytes] = [65_535, 2 ** 32 - 1];

/** A picture and its path in the zip. */
export interface ZippedPicture {
  readonly path: string;
  readonly picture: LessonPicture;
}

/** Where each picture goes: into the folder of its class, under its own name if no other has it. */
export function zippedPictures({ name, classes, pictures }: Lesson): ZippedPicture[] {
  const folders = new Map(classes.map((one) => [one.id, safeName(one.name)]));
  const taken = new Set<string>();
  return pictures.map((picture) => {
    const folder = `${safeName(name)}/${folders.get(picture.of)!}`;
    const own = `${folder}/${safeName(picture.name)}`;
    const path = taken.has(own.toLowerCase()) ? `${folder}/${picture.id}-${safeName(picture.name)}` : own;
    taken.add(path.toLowerCase());
    return { path, picture };
  });
}

/** A name that every file system takes. */
export const safeName = (name: string): string =>
  name
    // eslint-disable-next-line no-control-regex -- they are what is replaced
    .replace(/[\u0000-\u001f<>:"/\\|?*]+/g, '-')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 100) || 'unnamed';

/**
 * Writes the zip piece by piece.
 *
 * @throws InputError if it would be larger than a zip can be
 */
export function writeZip(
  files: readonly ZippedPicture[],
  read: (picture: LessonPicture) => Uint8Array,
  append: (bytes: Uint8Array) => void,
): void {
  const bytes = files.reduce((sum, { picture: { size }, path }) => sum + size + 2 * path.length + 200, 0);
  if (files.length > mostFiles || bytes > mostBytes)
    throw new InputError(
      'a zip holds up to 65,535 pictures and 4 GB: leave some classes out and save in parts',
    );
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    append(piece);
  });
  for (const { path, picture } of files) {
    const file = new ZipPassThrough(path);
    file.mtime = new Date(1980, 0, 1);
    zip.add(file);
    file.push(read(picture), true);
  }
  zip.end();
}
