// Draws a line of text as pixels, for pictures that are composed in memory. The font comes with the program
// (Open Sans, from a package), because a server or container often has none and would print empty boxes.
// Letters that it lacks come from the system's fonts; letters that no font has are transliterated. Layout is
// the caller's task.
import sharp from 'sharp';
import { fontFile, inLatin, openSansHas } from './open-sans.ts';

/** The ink of each pixel of a line of text, 0 to 255. All lines of one font size share the same baseline. */
export interface TextMask {
  readonly width: number;
  readonly height: number;
  readonly ink: Uint8Array;
}

// Pango crops a line to its ink, so "a" and "g" would be aligned at the top. A bar from top to bottom of the
// font is put before each line and cut off again, which keeps all lines alike. A left-to-right mark keeps the
// bar on the left of Hebrew too. The text is isolated so that the bar does not change its order.
const strut = '\u200e|';
const isolated = (text: string) => `\u2068${text}\u2069`;

/** Where text that is too wide is cut. Names of files often differ only at their ends. */
type Cut = 'end' | 'middle';

/**
 * Draws one line of text. Line breaks become spaces, and an ellipsis stands for what is cut from text wider
 * than `maxWidth`.
 *
 * @param fontSize in pixels
 * @param maxWidth in pixels
 */
export async function drawText(
  text: string,
  fontSize: number,
  maxWidth = Infinity,
  cut: Cut = 'end',
): Promise<TextMask> {
  const oneLine = text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const characters = Array.from(await withKnownLetters(oneLine.replace(directionMarks, '')));
  const whole = await drawLine(characters.join(''), fontSize);
  return whole.width <= maxWidth ? whole : shorten(characters, fontSize, maxWidth, cut);
}

/**
 * Characters that embed or override a direction. They are removed so that a name can't reorder the text
 * around it.
 */
const directionMarks = /[\u202a-\u202e\u2066-\u2069]/gu;

/** Transliterates letters that no font has: "衬衫" becomes "ChenShan" on a machine without a Chinese font. */
async function withKnownLetters(text: string): Promise<string> {
  const missing = new Set<string>();
  for (const letter of new Set(text)) if (!(await canDraw(letter))) missing.add(letter);
  return Array.from(text, (letter) => (missing.has(letter) ? inLatin(letter) : letter)).join('');
}

const drawable = new Map<string, Promise<boolean>>();

function canDraw(letter: string): Promise<boolean> {
  if (!drawable.has(letter)) drawable.set(letter, inSomeFont(letter));
  return drawable.get(letter)!;
}

/**
 * Whether Open Sans or a font of the system has the letter. If none has it, drawing it with and without other
 * fonts gives the same pixels.
 */
async function inSomeFont(letter: string): Promise<boolean> {
  if ((await openSansHas())(letter.codePointAt(0)!) || /\p{Default_Ignorable_Code_Point}/u.test(letter))
    return true;
  const inAnyFont = await drawMarkup(escape(letter), 16);
  const inOpenSans = await drawMarkup(`<span fallback="false">${escape(letter)}</span>`, 16);
  return inAnyFont.info.width !== inOpenSans.info.width || !inAnyFont.data.equals(inOpenSans.data);
}

/** Finds the most characters that fit, by bisection. */
async function shorten(
  characters: string[],
  fontSize: number,
  maxWidth: number,
  cut: Cut,
): Promise<TextMask> {
  let best = await drawLine('…', fontSize);
  for (let low = 1, high = characters.length - 1; low <= high;) {
    const length = (low + high) >> 1;
    const first = cut === 'end' ? length : Math.ceil(length / 2);
    const [start, end] = [characters.slice(0, first), characters.slice(characters.length - length + first)];
    const attempt = await drawLine(`${start.join('').trimEnd()}…${end.join('').trimStart()}`, fontSize);
    if (attempt.width <= maxWidth) [best, low] = [attempt, length + 1];
    else high = length - 1;
  }
  return best;
}

async function drawLine(text: string, fontSize: number): Promise<TextMask> {
  const { data, info } = await drawMarkup(`${strut} ${isolated(escape(text))}`, fontSize);
  return withoutStrut(data, info.width, info.height);
}

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Draws text in Pango's markup. */
const drawMarkup = (text: string, fontSize: number) =>
  sharp({
    text: { text, font: `Open Sans ${fontSize}`, fontfile: fontFile, dpi: 72 }, // at 72 dpi a point is a pixel
  })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });

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
