// The pictures of mistakes with their maps as one picture to save: a line for each mistake.
import type { MistakesDocument } from '../../../../src/server/studio/contract/evaluations.ts';
import { sheetOf, type CanvasPixels } from '../../core/canvas-pixels.ts';

export async function mistakesSheet({ mistakes }: Pick<MistakesDocument, 'mistakes'>): Promise<CanvasPixels> {
  const lines = mistakes.map(({ picture, maps }) => [picture, ...maps.map(({ address }) => address)]);
  const cells = await Promise.all(lines.flat().map(readPicture));
  // A map may be larger than its picture.
  const [width, height] = (['width', 'height'] as const).map((side) =>
    Math.max(...cells.map((cell) => cell[side])),
  );
  return sheetOf(
    cells.map((cell) => pixelsOf(cell, width!, height!)),
    lines[0]!.length,
  );
}

const readPicture = async (address: string): Promise<ImageBitmap> =>
  createImageBitmap(await (await fetch(address)).blob());

function pixelsOf(picture: ImageBitmap, width: number, height: number): CanvasPixels {
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}
