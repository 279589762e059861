// Words as pixels, for pictures that are put together in memory. The font comes with the program (Open Sans, from a
// package), because a server or container often has none and would print empty boxes.
// One line of text at a time; layout is for those who ask.
import { createRequire } from 'node:module';
import sharp from 'sharp';

/** How much ink each pixel of a line of text gets, 0 to 255; every line of one size is aligned to the same baseline. */
export interface TextMask {
  readonly width: number;
  readonly height: number;
  readonly ink: Uint8Array;
}

const require = createRequire(import.meta.url);
const fontFile = require.resolve('@expo-google-fonts/open-sans/400Regular/OpenSans_400Regular.ttf');

// Pango crops a line to its ink, so that "a" and "g" would stand at the same height. A bar reaches from top to bottom
// of the font: set before each line and cut off again, it keeps all lines alike.
const strut = '|';

/**
 * Draws one line of text; line breaks become spaces, and what is wider than `maxWidth` ends in an ellipsis.
 *
 * @param fontSize in pixels
 * @param maxWidth in pixels
 */
export async function drawText(text: string, fontSize: number, maxWidth = Infinity): Promise<TextMask> {
  const characters = Array.from(text.replace(/[\p{C}\s]+/gu, ' ').trim());
  const whole = await drawLine(characters.join(''), fontSize);
  return whole.width <= maxWidth ? whole : shorten(characters, fontSize, maxWidth);
}

/** The longest beginning that fits, found by halving. */
async function shorten(characters: string[], fontSize: number, maxWidth: number): Promise<TextMask> {
  let best = await drawLine('…', fontSize);
  for (let low = 1, high = characters.length - 1; low <= high;) {
    const length = (low + high) >> 1;
    const attempt = await drawLine(`${characters.slice(0, length).join('').trimEnd()}…`, fontSize);
    if (attempt.width <= maxWidth) [best, low] = [attempt, length + 1];
    else high = length - 1;
  }
  return best;
}

async function drawLine(text: string, fontSize: number): Promise<TextMask> {
  const markup = `${strut} ${text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}`;
  const { data, info } = await sharp({
    text: { text: markup, font: `Open Sans ${fontSize}`, fontfile: fontFile, dpi: 72 }, // at 72 dpi a point is a pixel
  })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return withoutStrut(data, info.width, info.height);
}

function withoutStrut(ink: Uint8Array, width: number, height: number): TextMask {
  const hasInk = (x: number) =>
    Array.from({ length: height }, (_, y) => ink[y * width + x]!).some((v) => v > 0);
  let start = 0;
  while (start < width && hasInk(start)) start++;
  while (start < width && !hasInk(start)) start++;
  const rest = width - start;
  const cut = new Uint8Array(rest * height);
  for (let y = 0; y < height; y++) cut.set(ink.subarray(y * width + start, (y + 1) * width), y * rest);
  return { width: rest, height, ink: cut };
}
