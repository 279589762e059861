// Draws judged pieces as a contact sheet: each picture with its verdict, beside its heat map with the boxes
// of its defects.
import { basename } from 'node:path';
import type { InspectorCard } from '../../inspection/inspector-file.ts';
import { readable } from '../../number-words.ts';
import { contactSheet } from '../pictures/contact-sheet.ts';
import type { JudgedPiece } from './check-files.ts';
import { heatPicture } from './heat-picture.ts';

/** The most pieces on a sheet. */
export const mostDrawn = 50;

/**
 * Draws pieces.
 *
 * @param title shown at the top
 * @returns the bytes of a PNG
 */
export async function inspectionSheet(
  pieces: readonly JudgedPiece[],
  card: InspectorCard,
  title: string,
): Promise<Uint8Array> {
  const { height, width, channels } = card.input;
  const captions = pieces.map(({ score, isDefective }) => [
    `${isDefective ? 'defective' : 'good'}, ${readable(score)}`,
  ]);
  const rows = pieces.map(({ file, image, map, places }) => {
    const picture = channels === 3 ? image : Buffer.concat([image, image, image]);
    const drawn = map && heatPicture({ image, map, places }, card);
    return { label: basename(file), images: drawn ? [picture, drawn] : [picture] };
  });
  return contactSheet({ rows, captions, height, width, channels: 3, title, pictureEdge: 112 });
}
