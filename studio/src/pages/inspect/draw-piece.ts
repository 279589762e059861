// The picture of a piece as the page shows it, with its heat map and its boxes, to save.
import type { PlaceBox } from '../../../../src/inspection/defective-places.ts';
import type { CanvasPixels } from '../../core/canvas-pixels.ts';

interface DrawnPiece {
  /** The address of its picture. */
  readonly picture: string;
  /** Lies over the whole picture. */
  readonly heat: CanvasPixels | undefined;
  readonly places: readonly PlaceBox[];
}

const boxColour = '#e5484d';

/** @returns the bytes of a PNG file, in the size of the picture */
export async function drawPiece({ picture, heat, places }: DrawnPiece): Promise<Blob> {
  const response = await fetch(picture);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const bitmap = await createImageBitmap(await response.blob());
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  if (heat) context.drawImage(canvasOf(heat), 0, 0, width, height);
  context.strokeStyle = boxColour;
  context.lineWidth = Math.max(1, Math.round(Math.max(width, height) / 300));
  for (const box of places)
    context.strokeRect(box.x * width, box.y * height, box.width * width, box.height * height);
  return canvas.convertToBlob({ type: 'image/png' });
}

function canvasOf({ width, height, data }: CanvasPixels): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.putImageData(new ImageData(data, width, height), 0, 0);
  return canvas;
}
