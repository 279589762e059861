// A contact sheet of searches.
import { basename } from 'node:path';
import type { SearchResult } from '../../catalogue/search.ts';
import { contactSheet } from '../pictures/contact-sheet.ts';
import { thumbnailsOf } from './thumbnails.ts';

/** An item that was found; its score is null if it is not a cosine. */
interface SheetItem extends Pick<SearchResult, 'key' | 'file'> {
  readonly score: number | null;
}

/** A search and what it found. */
export interface DrawnSearch {
  /** The labels of its two rows; `searched for` and `found` by default. */
  readonly labels?: readonly [files: string, items: string];
  /** The pictures that were searched for. */
  readonly files: readonly string[];
  readonly items: readonly SheetItem[];
}

/** In pixels. */
const edge = 112;
/** A picture that can't be read any more: white. */
const blank = new Uint8Array(3 * edge * edge).fill(255);
const captionLength = 16;

/**
 * Draws searches, each in two rows: what was searched for, and what was found.
 *
 * @returns the bytes of a PNG
 */
export async function searchSheet(searches: readonly DrawnSearch[]): Promise<Uint8Array> {
  const rows = searches.flatMap(({ labels = ['searched for', 'found'], files, items }) => [
    { label: labels[0], pictures: files.map((file) => ({ file, caption: basename(file) })) },
    {
      label: labels[1],
      pictures: items.map(({ file, key, score }) => ({
        file,
        caption: `${score?.toFixed(2) ?? ''} ${basename(key)}`.trim(),
      })),
    },
  ]);
  const drawn = rows.filter(({ pictures }) => pictures.length > 0);
  return contactSheet({
    ...{ height: edge, width: edge, channels: 3, pictureEdge: edge },
    rows: await Promise.all(
      drawn.map(async ({ label, pictures }) => ({
        label,
        images: await imagesOf(pictures.map(({ file }) => file)),
      })),
    ),
    captions: drawn.map(({ pictures }) => pictures.map(({ caption }) => caption.slice(0, captionLength))),
  });
}

const imagesOf = async (files: readonly (string | null)[]): Promise<Uint8Array[]> =>
  (await thumbnailsOf(files, edge)).map((image) => image ?? blank);
