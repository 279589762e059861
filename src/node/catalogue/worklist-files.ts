// The items that a person has to look at, as a table to fill in and as a contact sheet.
import type { ReviewItem } from '../../catalogue/categorise.ts';
import { csvTable } from '../../data/write-csv.ts';
import { contactSheet } from '../pictures/contact-sheet.ts';
import { thumbnailsOf } from './thumbnails.ts';

const edge = 96;
const perRow = 10;
const mostRows = 12;

/** The files by name. The sheet has the first pictures of the list; without any there is none. */
export async function worklistFiles(
  review: readonly ReviewItem[],
): Promise<Record<string, string | Uint8Array>> {
  const sheet = await sheetOf(review.slice(0, perRow * mostRows));
  return { 'worklist.csv': worklistTable(review), ...(sheet && { 'worklist.png': sheet }) };
}

function worklistTable(review: readonly ReviewItem[]): string {
  const header = ['key', 'file', 'class', 'probability', 'novelty', 'reason', 'category', 'correction'];
  const rows = review.map((item) => [
    ...[item.key, item.file, item.class, rounded(item.probability)],
    ...[item.novelty === null ? null : rounded(item.novelty), item.reasons.join('; '), item.category, null],
  ]);
  return csvTable(header, rows);
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

async function sheetOf(review: readonly ReviewItem[]): Promise<Uint8Array | undefined> {
  const images = await thumbnailsOf(
    review.map(({ file }) => file),
    edge,
  );
  const shown = review.flatMap((item, i) => (images[i] ? [{ ...item, place: i + 1, image: images[i] }] : []));
  if (shown.length === 0) return undefined;
  const rows = Array.from({ length: Math.ceil(shown.length / perRow) }, (_, row) =>
    shown.slice(row * perRow, (row + 1) * perRow),
  );
  return contactSheet({
    ...{ title: 'Items to look at, in the order of worklist.csv', height: edge, width: edge, channels: 3 },
    pictureEdge: edge,
    rows: rows.map((row) => ({
      label: `${row[0]!.place} to ${row.at(-1)!.place}`,
      images: row.map(({ image }) => image),
    })),
    captions: rows.map((row) => row.map((item) => `${item.class} ${item.probability.toFixed(2)}`)),
  });
}
