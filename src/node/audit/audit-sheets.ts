// Draws the worst findings of an audit as contact sheets: label errors by given class, near-duplicates side
// by side, and outliers.
import type { Audit } from '../../audit/audit.ts';
import { placeIn, type Place } from '../../audit/pooled-splits.ts';
import { pictureSizeOf, type Dataset, type DataSplits } from '../../data/dataset.ts';
import { readPictures, type Pictures } from '../../data/pictures.ts';
import { labelChange } from '../../audit/label-change.ts';
import { contactSheet } from '../pictures/contact-sheet.ts';

const perRow = 10;
const mostRows = 12;

/** A picture with its caption. */
interface Shown extends Place {
  readonly caption: string;
}

/** PNGs by file name. Empty lists have no sheet. */
export async function auditSheets(
  audit: Audit,
  splits: DataSplits<Pictures>,
): Promise<Record<string, Uint8Array>> {
  const { train } = splits;
  const name = (label: number) => train.classNames[label]!;
  const labelErrors = audit.labelErrors.map(({ split, index, given, suggested }) => ({
    ...{ split, index, caption: labelChange(name(given), name(suggested)) },
  }));
  const pairs = audit.nearDuplicates.flatMap(({ a, b, distance }) =>
    [a, b].map((number) => ({
      ...placeIn(audit.summary.splits, number),
      caption: `${number}, ${distance.toFixed(4)}`,
    })),
  );
  const outliers = audit.outliers.map(({ split, index, score }) => ({
    ...{ split, index, caption: `${name(splits[split]!.labels[index]!)} ${score.toFixed(3)}` },
  }));
  const sheets = await Promise.all([
    sheet(`${train.name}: labels that are likely wrong, given → suggested`, labelErrors, splits),
    sheet(`${train.name}: near-duplicates, in pairs`, pairs, splits),
    sheet(`${train.name}: outliers`, outliers, splits),
  ]);
  const names = ['label-errors.png', 'near-duplicates.png', 'outliers.png'];
  return Object.fromEntries(names.flatMap((file, i) => (sheets[i] ? [[file, sheets[i]] as const] : [])));
}

async function sheet(
  title: string,
  all: readonly Shown[],
  splits: DataSplits<Pictures>,
): Promise<Uint8Array | undefined> {
  const shown = all.slice(0, perRow * mostRows);
  if (shown.length === 0) return undefined;
  const { channels, height, width } = splits.train;
  const rows = Array.from({ length: Math.ceil(shown.length / perRow) }, (_, row) =>
    shown.slice(row * perRow, (row + 1) * perRow),
  );
  return contactSheet({
    ...{ title, channels, height, width },
    rows: rows.map((row, i) => ({
      label: `${i * perRow + 1} to ${i * perRow + row.length}`,
      images: row.map(({ split, index }) => pixelsOf(splits[split]!, index)),
    })),
    captions: rows.map((row) => row.map(({ caption }) => caption)),
  });
}

function pixelsOf(dataset: Dataset<Pictures>, index: number): Uint8Array {
  const pixels = new Uint8Array(pictureSizeOf(dataset));
  readPictures(dataset.images, [index], pixels.length, pixels);
  return pixels;
}
