// Saving what is shown as a file, and copying it.
import { figureDocument, lightFigureDocument, type Figure } from '../../../src/figures/figure.ts';

/** Saves a file into the browser's folder for downloads. */
export function download(name: string, content: BlobPart, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export const downloadCsv = (name: string, csv: string): void =>
  download(`${name}.csv`, csv, 'text/csv;charset=utf-8');

export const downloadSvg = (figure: Figure): void =>
  download(`${figure.name}.svg`, figureDocument(figure), 'image/svg+xml');

/** Saves a figure as a PNG of twice its size, in light colours. */
export async function downloadPng(figure: Figure): Promise<void> {
  const picture = await decoded(lightFigureDocument(figure));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [2 * picture.width, 2 * picture.height];
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  if (!blob) throw new Error('the browser could not draw the picture: save it as SVG');
  download(`${figure.name}.png`, blob, 'image/png');
}

async function decoded(svg: string): Promise<HTMLImageElement> {
  const picture = new Image();
  picture.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    await picture.decode();
    return picture;
  } finally {
    URL.revokeObjectURL(picture.src);
  }
}
