// A contact sheet of searches: a row for each, with what was searched first, and what was found after it.
import { basename } from 'node:path';
import type { SearchResult } from '../../catalogue/search.ts';
import { InputError } from '../../errors.ts';
import { mapInParallel } from '../files/in-parallel.ts';
import { contactSheet } from '../pictures/contact-sheet.ts';
import { readImage } from '../pictures/read-image.ts';

/** A search and what it found. */
export interface SheetRow {
  readonly label: string;
  /** The pictures that were searched for. */
  readonly files: readonly string[];
  readonly items: readonly SearchResult[];
}

/** In pixels. */
const edge = 112;
/** A picture that can't be read any more: white. */
const blank = new Uint8Array(3 * edge * edge).fill(255);
const captionLength = 16;

/** Draws searches. @returns the bytes of a PNG */
export async function searchSheet(rows: readonly SheetRow[]): Promise<Uint8Array> {
  const drawn = rows.map(({ label, files, items }) => ({
    label,
    pictures: [
      ...files.map((file) => ({ file, caption: basename(file) })),
      ...items.map(({ file, key, score }) => ({ file, caption: `${score.toFixed(2)} ${basename(key)}` })),
    ],
  }));
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
