// Files that come in, sorted into classes by the folders that they are in.

import { compareCodeUnits, compareNaturally } from '../../../../../src/data/natural-order.ts';

/** A file by its path in what was dropped or chosen, and the type that the browser knows. */
export interface IncomingFile {
  readonly path: string;
  readonly type: string;
}

const pictureName = /\.(jpe?g|png|webp|gif|bmp|avif|jfif)$/i;

/** Whether a file is a picture, by its type or its name. Hidden files are none. */
const isPicture = ({ path, type }: IncomingFile): boolean =>
  !/(^|\/)\.[^/]*$/.test(path) && (type.startsWith('image/') || pictureName.test(path));

/**
 * The pictures by the names of the folders that they are in, in the order in which the program lists folders
 * of photographs; pictures without a folder are last, under an empty name.
 *
 * @returns indices of the files
 */
export function groupByFolder(files: readonly IncomingFile[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  files.forEach((file, i) => {
    if (!isPicture(file)) return;
    const folder = file.path.split('/').at(-2) ?? '';
    const group = groups.get(folder) ?? [];
    group.push(i);
    groups.set(folder, group);
  });
  for (const group of groups.values()) group.sort((a, b) => compareCodeUnits(files[a]!.path, files[b]!.path));
  const isLoose = (name: string) => Number(name === '');
  return new Map([...groups].sort(([a], [b]) => isLoose(a) - isLoose(b) || compareNaturally(a, b)));
}
