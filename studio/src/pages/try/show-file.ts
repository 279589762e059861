// Shows a picture file to the model, and keeps it over a reload if it is small.
import { keepFile, keptFile } from '../../core/kept.ts';
import { toasts } from '../../core/toasts.ts';
import { rasterOfFile } from '../../inference/picture.ts';
import { tryWords } from '../../words/try.ts';
import { pngOf } from '../../core/save-pixels.ts';
import type { Sketch } from './core/sketches.ts';
import type { ShownPicture } from './core/try-store.ts';
import { tryStore } from './use-try.ts';

const place = 'try-picture';
let last: ShownPicture | undefined;

/** A file that can't be read leaves the picture as it is, with a message. */
export function showFile(file: File): void {
  const name = file.name || tryWords.file.pasted;
  void show(file, name).then((isShown) => (isShown ? keepFile(place, file, name) : undefined));
}

/** Shows a sketch as if it were from a file. */
export function showSketch({ name, raster }: Sketch): void {
  const words = tryWords.sketch(name);
  showPicture({ raster, name: words });
  const data = new Uint8ClampedArray(raster.data);
  void pngOf({ ...raster, data }).then((file) => keepFile(place, file, words));
}

/**
 * Shows the file that was shown last, also before a reload; or nothing.
 *
 * @returns a function that ends this, if the file is still being read
 */
export function showLastFile(): () => void {
  let isGone = false;
  const file = last ? undefined : keptFile(place);
  if (last) tryStore().show(last);
  else tryStore().clear();
  if (file) void show(file, file.name, () => !isGone);
  return () => {
    isGone = true;
  };
}

/** Returns whether the file could be read and is still wanted. */
async function show(file: File, name: string, isWanted = () => true): Promise<boolean> {
  try {
    const raster = await rasterOfFile(file, name);
    if (isWanted()) showPicture({ raster, name });
    return isWanted();
  } catch (error) {
    toasts.fail(error);
    return false;
  }
}

function showPicture(picture: ShownPicture): void {
  last = picture;
  tryStore().show(picture);
}
