// Where pictures are in the sheets of an evaluation.
import type { EvaluationDocument } from '../../../../../src/server/studio/contract/evaluations.ts';

/** A place in a sheet, in pixels. */
export interface SheetPlace {
  readonly sheet: number;
  readonly x: number;
  readonly y: number;
}

export function placeInSheets(
  { perSheet, columns, width, height }: EvaluationDocument['sheets'],
  index: number,
): SheetPlace {
  const place = index % perSheet;
  return {
    sheet: Math.floor(index / perSheet),
    x: (place % columns) * width,
    y: Math.floor(place / columns) * height,
  };
}

/** The pixels `[3, height, width]` of a part of an RGBA picture. */
export function planesOf(rgba: Uint8ClampedArray): Uint8Array {
  const area = rgba.length / 4;
  return Uint8Array.from({ length: 3 * area }, (_, i) => rgba[4 * (i % area) + Math.floor(i / area)]!);
}
