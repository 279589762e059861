// The pictures of an evaluation for the grid: cut out of the sheets, of which the newest stay decoded.
import type { EvaluationDocument } from '../../../../src/server/studio/contract/evaluations.ts';
import { readPicture } from '../../core/picture-sheet.ts';
import { PixelSource } from '../../pictures/core/pixel-source.ts';
import { placeInSheets, planesOf } from './core/sheet-places.ts';
import { evaluationFile } from './queries.ts';

type Sheet = Promise<CanvasRenderingContext2D>;

/** Each takes some megabytes. */
const mostSheets = 12;

/** @param measured when, so that a new measurement has other addresses */
export function sheetPixels(
  id: string,
  measured: number | undefined,
  sheets: EvaluationDocument['sheets'],
): PixelSource {
  const { width, height } = sheets;
  const known = new Map<number, Sheet>();
  const open = (sheet: number): Sheet => {
    const found =
      known.get(sheet) ?? decoded(`${evaluationFile(id, `pictures-${sheet}.webp`)}?at=${measured ?? 0}`);
    known.delete(sheet);
    known.set(sheet, found);
    found.catch(() => known.delete(sheet));
    if (known.size > mostSheets) known.delete(known.keys().next().value!);
    return found;
  };
  return new PixelSource({ channels: 3, width, height }, async (_, indices) => {
    const size = 3 * width * height;
    const pixels = new Uint8Array(indices.length * size);
    for (const [i, index] of indices.entries()) {
      const { sheet, x, y } = placeInSheets(sheets, index);
      const context = await open(sheet);
      pixels.set(planesOf(context.getImageData(x, y, width, height).data), i * size);
    }
    return pixels;
  });
}

async function decoded(address: string): Sheet {
  const bitmap = await readPicture(address);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context;
}
