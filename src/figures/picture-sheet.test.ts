// A sheet keeps its pixels, in the page and as a file.
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { figureFile } from '../node/pictures/figure-files.ts';
import { dataAddress } from '../report/pictures.ts';
import { sheetFigure } from './picture-sheet.ts';

const red = [255, 0, 0];
const blue = [0, 0, 255];

it('is drawn with hard edges between its pixels, also as PNG', async () => {
  const png = await sharp(Uint8Array.from([...red, ...blue]), { raw: { width: 2, height: 1, channels: 3 } })
    .png()
    .toBuffer();
  const address = dataAddress(png, 'png');
  const frame = { name: 'two', title: 'Two pixels', about: 'red, then blue' };
  const figure = sheetFigure({ ...frame, address, width: 200, height: 100 });
  const { data, info } = await sharp(await figureFile(figure, 'png'))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const scale = info.width / figure.width;
  const at = (x: number, y: number) => {
    const start = (Math.round(y * scale) * info.width + Math.round(x * scale)) * 3;
    return [...data.subarray(start, start + 3)];
  };
  const middle = info.height / scale - figure.height + 50;
  expect([at(25, middle), at(117, middle)]).toEqual([red, red]);
  expect([at(123, middle), at(215, middle)]).toEqual([blue, blue]);
});
