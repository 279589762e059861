// Files that are dropped on a part of the page, with all files in the folders among them, and files chosen.
import type { DropItem } from 'react-aria-components/ListBox';
import type { PathFile } from './change-lesson.ts';

/** All files, with their paths from what was dropped. */
export async function droppedFiles(items: readonly DropItem[], inside = ''): Promise<PathFile[]> {
  const found: PathFile[] = [];
  for (const item of items) {
    if (item.kind === 'file') found.push({ path: inside + item.name, file: await item.getFile() });
    if (item.kind === 'directory')
      for await (const entry of item.getEntries())
        found.push(...(await droppedFiles([entry], `${inside}${item.name}/`)));
  }
  return found;
}

/** The files of a list, with their paths if a folder was chosen. */
export const chosenFiles = (files: FileList | null): PathFile[] =>
  Array.from(files ?? [], (file) => ({ path: file.webkitRelativePath || file.name, file }));
