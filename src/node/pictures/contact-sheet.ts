// Draws a contact sheet: many small pictures in one PNG, with a labelled row for each class or question.
// Pictures are enlarged by nearest neighbour, because each pixel matters at this size. Charts and reports are
// made elsewhere.
import sharp from 'sharp';
import { InputError } from '../../errors.ts';
import { drawText, type TextMask } from './text-mask.ts';

/** Pictures of one size, in rows. */
export interface ContactSheet {
  /** The rows, from the top. */
  readonly rows: readonly {
    /** Shown at the left of the row; cut in the middle if it is long. */
    readonly label: string;
    /** Each `[channels, height, width]`, 0 to 255. */
    readonly images: readonly Uint8Array[];
  }[];
  /** The height of each picture in pixels. */
  readonly height: number;
  /** The width of each picture in pixels. */
  readonly width: number;
  /** 1 for grey pictures, 3 for red, green and blue. */
  readonly channels: number;
  /** Shown at the top. */
  readonly title?: string | undefined;
  /** By column, shown above the first row. */
  readonly headings?: readonly string[] | undefined;
  /** `captions[row][column]`, shown under the pictures. */
  readonly captions?: readonly (readonly string[])[] | undefined;
  /** Smaller pictures are enlarged up to this size, in pixels of their longer side; 64 by default. */
  readonly pictureEdge?: number | undefined;
}

/** A picture being drawn: red, green and blue side by side. */
interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** All measures in pixels. */
const style = {
  margin: 12,
  gap: 4,
  pictureEdge: 64,
  titleSize: 18,
  labelSize: 14,
  labelWidth: 200,
  captionSize: 11,
  captionWidth: 110,
  paper: 255,
  ink: 32,
};

/**
 * Draws a contact sheet.
 *
 * @returns the bytes of a PNG
 * @throws InputError if there is no picture, or one has another size than the sheet
 * @example
 * const { images } = sketches({ train: 10 }).train;
 * const rows = [{ label: 'sketches', images: [images.subarray(0, 784), images.subarray(784, 1568)] }];
 * await writeFile('sheet.png', await contactSheet({ rows, height: 28, width: 28, channels: 1 }));
 */
export async function contactSheet(sheet: ContactSheet): Promise<Uint8Array> {
  checkSizes(sheet);
  const texts = await drawTexts(sheet);
  const layout = layOut(sheet, texts);
  checkArea(layout);
  const canvas = blank(layout.width, layout.height);
  if (texts.title) drawMask(canvas, texts.title, style.margin, style.margin);
  texts.headings.forEach((heading, column) => {
    drawMask(canvas, heading, layout.left + column * layout.columnPitch, layout.headingTop);
  });
  sheet.rows.forEach(({ images }, row) => {
    const top = layout.top + row * layout.rowPitch;
    const label = texts.labels[row]!;
    drawMask(canvas, label, style.margin, top + Math.round((layout.pictureHeight - label.height) / 2));
    images.forEach((image, column) => {
      const left = layout.left + column * layout.columnPitch;
      drawPicture(canvas, image, sheet, layout.scale, left, top);
      const caption = texts.captions[row]?.[column];
      if (caption) drawMask(canvas, caption, left, top + layout.pictureHeight + 2);
    });
  });
  return toPng(canvas);
}

function checkSizes({ rows, height, width, channels }: ContactSheet): void {
  const images = rows.flatMap((row) => row.images);
  if (images.length === 0) throw new InputError('rows: expected at least one picture, got none');
  if (channels !== 1 && channels !== 3) throw new InputError(`channels: expected 1 or 3, got ${channels}`);
  const wrong = images.find((image) => image.length !== channels * height * width);
  if (wrong)
    throw new InputError(
      `rows: expected pictures of ${channels} × ${height} × ${width} bytes, got one of ${wrong.length} bytes`,
    );
}

/** Three bytes a pixel, and as many again during encoding. */
const maxPixels = 100_000_000;

function checkArea({ width, height }: { readonly width: number; readonly height: number }): void {
  if (width * height <= maxPixels) return;
  throw new InputError(
    `rows: expected a sheet of at most ${maxPixels / 1e6} megapixels, got ${width} × ${height} pixels; choose fewer pictures`,
  );
}

interface Texts {
  readonly title: TextMask | undefined;
  readonly labels: readonly TextMask[];
  readonly headings: readonly TextMask[];
  readonly captions: readonly (readonly TextMask[])[];
}

async function drawTexts({ rows, title, headings = [], captions = [] }: ContactSheet): Promise<Texts> {
  const masks = (texts: readonly string[], size: number, width: number, cut: 'end' | 'middle' = 'end') =>
    Promise.all(texts.map((text) => drawText(text, size, width, cut)));
  return {
    title: title === undefined ? undefined : await drawText(title, style.titleSize, 800),
    labels: await masks(
      rows.map(({ label }) => label),
      style.labelSize,
      style.labelWidth,
      'middle',
    ),
    headings: await masks(headings, style.captionSize, style.captionWidth),
    captions: await Promise.all(captions.map((row) => masks(row, style.captionSize, style.captionWidth))),
  };
}

/**
 * Computes the layout. Captions and headings widen the columns, labels move the pictures to the right, and
 * titles move them down.
 */
function layOut(sheet: ContactSheet, { title, labels, headings, captions }: Texts) {
  const { margin, gap } = style;
  const { rows, height, width, pictureEdge = style.pictureEdge } = sheet;
  const scale = Math.max(1, Math.floor(pictureEdge / Math.max(height, width)));
  const pictureHeight = height * scale;
  const [captionWidth, captionHeight] = extentOf(captions.flat());
  const [labelWidth, labelHeight] = extentOf(labels);
  const [headingWidth, headingHeight] = extentOf(headings);
  const textWidth = Math.max(captionWidth, headingWidth);
  const columnPitch = Math.max(width * scale, textWidth) + (textWidth > 0 ? 2 * gap : gap);
  const rowPitch = Math.max(pictureHeight + (captionHeight > 0 ? captionHeight + 2 * gap : gap), labelHeight);
  const left = margin + (labelWidth > 0 ? labelWidth + 2 * gap : 0);
  const headingTop = margin + (title ? title.height + 2 * gap : 0);
  const top = headingTop + (headingHeight > 0 ? headingHeight + gap : 0);
  const columns = Math.max(...rows.map(({ images }) => images.length));
  return {
    scale,
    pictureHeight,
    columnPitch,
    rowPitch,
    left,
    headingTop,
    top,
    width: Math.max(left + columns * columnPitch, margin + (title?.width ?? 0)) + margin - gap,
    height: top + rows.length * rowPitch + margin - gap,
  };
}

function extentOf(masks: readonly TextMask[]): [width: number, height: number] {
  const inked = masks.filter(({ width }) => width > 0);
  return [Math.max(0, ...inked.map(({ width }) => width)), Math.max(0, ...inked.map(({ height }) => height))];
}

function blank(width: number, height: number): Canvas {
  return { width, height, data: new Uint8Array(width * height * 3).fill(style.paper) };
}

function drawMask(canvas: Canvas, mask: TextMask, left: number, top: number): void {
  for (let y = 0; y < mask.height; y++)
    for (let x = 0; x < mask.width; x++) {
      const share = mask.ink[y * mask.width + x]! / 255;
      const value = Math.round(style.paper + (style.ink - style.paper) * share);
      if (share > 0) setPixel(canvas, left + x, top + y, value, value, value);
    }
}

function drawPicture(
  canvas: Canvas,
  image: Uint8Array,
  { height, width, channels }: ContactSheet,
  scale: number,
  left: number,
  top: number,
): void {
  const plane = channels === 3 ? height * width : 0; // a grey picture has one plane for all three colours
  for (let y = 0; y < height * scale; y++)
    for (let x = 0; x < width * scale; x++) {
      const i = Math.floor(y / scale) * width + Math.floor(x / scale);
      setPixel(canvas, left + x, top + y, image[i]!, image[plane + i]!, image[2 * plane + i]!);
    }
}

function setPixel(
  { width, height, data }: Canvas,
  x: number,
  y: number,
  r: number,
  g: number,
  b: number,
): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  const i = (y * width + x) * 3;
  data[i] = r;
  data[i + 1] = g;
  data[i + 2] = b;
}

async function toPng({ width, height, data }: Canvas): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
