// Many pictures as one, to save.
import { sheetOf, type CanvasPixels } from './canvas-pixels.ts';

/** A sheet has no more pictures. */
export const mostPictures = 500;

/** About as many columns as lines. */
const columnsFor = (count: number): number => Math.max(1, Math.ceil(Math.sqrt(count)));

/** Pictures of one size, about as many in a line as there are lines. */
export const squareSheet = (pictures: readonly CanvasPixels[]): CanvasPixels =>
  sheetOf(pictures, columnsFor(pictures.length));

/**
 * Pictures of any size in cells as wide and as high as the largest, each as large as it fits.
 *
 * @param columns how many stand in a line; about as many as there are lines
 */
export async function sheetOfFiles(addresses: readonly string[], columns?: number): Promise<CanvasPixels> {
  const shown = addresses.slice(0, mostPictures);
  const pictures = await Promise.all(shown.map(readPicture));
  const width = Math.max(...pictures.map((picture) => picture.width));
  const height = Math.max(...pictures.map((picture) => picture.height));
  const cells = pictures.map((picture) => fitted(picture, width, height));
  return sheetOf(cells, columns ?? columnsFor(cells.length));
}

/** The file of many pictures of one size in rows. */
export interface Sheet {
  readonly address: string;
  readonly columns: number;
  readonly rows: number;
  /** The size of a picture, in pixels. */
  readonly width: number;
  readonly height: number;
}

/** Some pictures of a sheet, by their places in it, row by row. */
export async function partsOfSheet(
  { address, columns, width, height }: Sheet,
  places: readonly number[],
): Promise<CanvasPixels> {
  const whole = await readPicture(address);
  const context = new OffscreenCanvas(whole.width, whole.height).getContext('2d')!;
  context.drawImage(whole, 0, 0);
  whole.close();
  return squareSheet(
    places.slice(0, mostPictures).map((place) => {
      const [x, y] = [(place % columns) * width, Math.floor(place / columns) * height];
      return { width, height, data: context.getImageData(x, y, width, height).data };
    }),
  );
}

/** @throws Error if there is no picture at the address */
export async function readPicture(address: string): Promise<ImageBitmap> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return createImageBitmap(await response.blob());
}

function fitted(picture: ImageBitmap, width: number, height: number): CanvasPixels {
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  const scale = Math.min(width / picture.width, height / picture.height);
  const [wide, high] = [picture.width * scale, picture.height * scale];
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, (width - wide) / 2, (height - high) / 2, wide, high);
  picture.close();
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}
