import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { drawText, type TextMask } from './text-mask.ts';

/** The lowest line with ink. */
function bottom({ width, height, ink }: TextMask): number {
  for (let y = height - 1; y >= 0; y--)
    if (ink.subarray(y * width, (y + 1) * width).some((v) => v > 96)) return y;
  return -1;
}

test('all lines share a baseline', async () => {
  const [plain, tall, deep] = await Promise.all(['axon', 'Hall', 'gypsy'].map((text) => drawText(text, 14)));
  expect(plain!.height).toBe(deep!.height);
  expect(bottom(plain!)).toBe(bottom(tall!));
  expect(bottom(deep!)).toBeGreaterThan(bottom(plain!));
});

test('letters have the widths of the font', async () => {
  const [narrow, wide] = await Promise.all([drawText('llllllll', 14), drawText('WWWWWWWW', 14)]);
  expect(wide.width).toBeGreaterThan(2.5 * narrow.width);
});

test('markup is escaped, line breaks are spaces, empty text is empty', async () => {
  expect((await drawText('<b>a & b</b>', 14)).width).toBeGreaterThan((await drawText('a b', 14)).width + 40);
  expect(await drawText('a\n\tb', 14)).toEqual(await drawText('a b', 14));
  expect((await drawText(' ', 14)).width).toBe(0);
});

test('text that is too wide ends in an ellipsis', async () => {
  const short = await drawText('a name without an end, Amen', 14, 80);
  expect(short.width).toBeLessThanOrEqual(80);
  expect(short.width).toBeGreaterThan(60);
  expect(short).toEqual(await drawText('a name wi…', 14));
});

test('text is cut in its middle where its end matters', async () => {
  const short = await drawText('2026-11-30 line 4 piece 0012.png', 14, 100, 'middle');
  expect(short.width).toBeLessThanOrEqual(100);
  expect((await drawText('2026-1…12.png', 14)).width).toBeGreaterThan(100); // one letter too many
  expect(short).toEqual(await drawText('2026-1…2.png', 14));
});

/** Width, height and sum of ink of each text, drawn by a process for which the system has no fonts. */
async function drawWithoutFonts(...texts: string[]): Promise<number[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-fonts-'));
  const configuration = join(folder, 'fonts.conf');
  await writeFile(configuration, `<fontconfig><cachedir>${folder}</cachedir></fontconfig>`);
  const program = `
    import { drawText } from ${JSON.stringify(new URL('./text-mask.ts', import.meta.url).href)};
    for (const text of ${JSON.stringify(texts)}) {
      const { width, height, ink } = await drawText(text, 14);
      console.log(JSON.stringify([width, height, ink.reduce((sum, value) => sum + value, 0)]));
    }`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { env: { ...process.env, FONTCONFIG_FILE: configuration } },
  );
  await rm(folder, { recursive: true });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as number[]);
}

test('is the same on a machine without fonts', async () => {
  const [without] = await drawWithoutFonts('Ankle boot 0.93');
  const { width, height, ink } = await drawText('Ankle boot 0.93', 14);
  const here = [width, height, ink.reduce((sum, value) => sum + value)];
  // Not the same to the last pixel: hinting is the system's choice. Empty boxes would be far off.
  here.forEach((value, i) => expect(Math.abs(without![i]! - value)).toBeLessThan(Math.max(3, 0.05 * value)));
});

test('letters without a font are transliterated', async () => {
  const [chinese, latin, mixed, dress] = await drawWithoutFonts('衬衫', 'ChenShan', 'a 👗', 'a :dress:');
  expect(chinese).toEqual(latin);
  expect(mixed).toEqual(dress);
});

describe('text from right to left', () => {
  test('keeps its letters and their order', async () => {
    // Resh has ink at the top right only; lamed rises above it. In Hebrew, the first letter is the one on the
    // right.
    const firstTall = await drawText('לררר', 20);
    const lastTall = await drawText('רררל', 20);
    const tallAt = ({ width, height, ink }: TextMask) => {
      const top = Array.from({ length: height }, (_, y) => y).find((y) =>
        ink.subarray(y * width, (y + 1) * width).some((v) => v > 96),
      )!;
      const columns = Array.from({ length: width }, (_, x) => x).filter((x) => ink[top * width + x]! > 96);
      return columns[0]! / width;
    };
    expect(tallAt(firstTall)).toBeGreaterThan(0.5);
    expect(tallAt(lastTall)).toBeLessThan(0.5);
  });

  test('loses nothing to the bar that aligns lines', async () => {
    const [one, two] = await Promise.all([drawText('ר', 20), drawText('רר', 20)]);
    const inkOf = ({ ink }: TextMask) => ink.reduce((sum, value) => sum + value, 0);
    expect(inkOf(two) / inkOf(one)).toBeGreaterThan(1.8);
    expect(inkOf(two) / inkOf(one)).toBeLessThan(2.2);
  });

  test('does not reorder the text next to it', async () => {
    expect(await drawText('a\u202eb', 14)).toEqual(await drawText('ab', 14));
  });
});
