// Draws judged pieces as a contact sheet: each picture with its verdict, beside its heat map with the boxes of
// its defects.
import { basename } from 'node:path';
import { overlaidHeatMap } from '../../explain/heat-map.ts';
import type { PlaceBox } from '../../inspection/defective-places.ts';
import type { InspectorCard } from '../../inspection/inspector-file.ts';
import { readable } from '../../number-words.ts';
import { contactSheet } from '../pictures/contact-sheet.ts';
import type { JudgedPiece } from './check-files.ts';

/** The most pieces on a sheet. */
export const mostDrawn = 50;

/** The end of the colours, as a factor of the threshold of places, so that good pieces look dark. */
const scaleEnd = 2;
const boxColour = [0, 255, 255] as const;

/**
 * Draws pieces.
 *
 * @param title shown at the top
 * @returns the bytes of a PNG
 */
export async function inspectionSheet(
  pieces: readonly JudgedPiece[],
  { input, placeThreshold }: InspectorCard,
  title: string,
): Promise<Uint8Array> {
  const { height, width, channels } = input;
  const captions = pieces.map(({ score, isDefective }) => [
    `${isDefective ? 'defective' : 'good'}, ${readable(score)}`,
  ]);
  const rows = pieces.map(({ file, image, map, places }) => {
    const picture = channels === 3 ? image : Buffer.concat([image, image, image]);
    const drawn = map && boxed(overlaidHeatMap(map, image, scaleEnd * placeThreshold!), places, input);
    return { label: basename(file), images: drawn ? [picture, drawn] : [picture] };
  });
  return contactSheet({ rows, captions, height, width, channels: 3, title, pictureEdge: 112 });
}

/** Draws the outlines of boxes on a picture `[3, height, width]`. */
function boxed(
  picture: Uint8Array,
  boxes: readonly PlaceBox[],
  { height, width }: { readonly height: number; readonly width: number },
): Uint8Array {
  const dot = (x: number, y: number) =>
    boxColour.forEach((level, channel) => (picture[(channel * height + y) * width + x] = level));
  for (const box of boxes) {
    const [left, top] = [Math.round(box.x * width), Math.round(box.y * height)];
    const [right, bottom] = [
      left + Math.round(box.width * width) - 1,
      top + Math.round(box.height * height) - 1,
    ];
    for (let x = left; x <= right; x++) [top, bottom].forEach((y) => dot(x, y));
    for (let y = top; y <= bottom; y++) [left, right].forEach((x) => dot(x, y));
  }
  return picture;
}
