// Shows a picture file to the model.
import { toasts } from '../../core/toasts.ts';
import { rasterOfFile } from '../../inference/picture.ts';
import { tryWords } from '../../words/try.ts';
import type { ShownPicture } from './core/try-store.ts';
import { tryStore } from './use-try.ts';

let last: ShownPicture | undefined;

/** A file that can't be read leaves the picture as it is, with a message. */
export function showFile(file: File): void {
  const name = file.name || tryWords.file.pasted;
  rasterOfFile(file, name).then(
    (raster) => showPicture({ raster, name }),
    (error: unknown) => toasts.fail(error),
  );
}

/** Shows a picture as if it were from a file. */
export function showPicture(picture: ShownPicture): void {
  last = picture;
  tryStore().show(picture);
}

/** Shows the file that was shown last, or nothing. */
export function showLastFile(): void {
  if (last) tryStore().show(last);
  else tryStore().clear();
}
