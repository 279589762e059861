// A contact sheet of searches.
import { basename } from 'node:path';
import type { SearchResult } from '../../catalogue/search.ts';
import { InputError } from '../../errors.ts';
import { mapInParallel } from '../files/in-parallel.ts';
import { contactSheet } from '../pictures/contact-sheet.ts';
import { readImage } from '../pictures/read-image.ts';

/** A search and what it found. */
export interface DrawnSearch {
  /** The pictures that were searched for. */
  readonly files: readonly string[];
  readonly items: readonly SearchResult[];
}

/** In pixels. */
const edge = 112;
/** A picture that can't be read any more: white. */
const blank = new Uint8Array(3 * edge * edge).fill(255);
const captionLength = 16;

/** Draws searches, each in two rows: what was searched for, and what was found. @returns the bytes of a PNG */
export async function searchSheet(searches: readonly DrawnSearch[]): Promise<Uint8Array> {
  const rows = searches.flatMap(({ files, items }) => [
    { label: 'searched for', pictures: files.map((file) => ({ file, caption: basename(file) })) },
    {
      label: 'found',
      pictures: items.map(({ file, key, score }) => ({
        file,
        caption: `${score.toFixed(2)} ${basename(key)}`,
      })),
    },
  ]);
  const drawn = rows.filter(({ pictures }) => pictures.length > 0);
  return contactSheet({
    ...{ height: edge, width: edge, channels: 3, pictureEdge: edge },
    rows: await Promise.all(
      drawn.map(async ({ label, pictures }) => ({
        label,
        images: await mapInParallel(pictures, ({ file }) => smallPicture(file)),
      })),
    ),
    captions: drawn.map(({ pictures }) => pictures.map(({ caption }) => caption.slice(0, captionLength))),
  });
}

async function smallPicture(file: string | null): Promise<Uint8Array> {
  if (file === null) return blank;
  try {
    return await readImage(file, { height: edge, width: edge, channels: 3, fit: 'contain', invert: 'never' });
  } catch (error) {
    if (error instanceof InputError) return blank;
    throw error;
  }
}
