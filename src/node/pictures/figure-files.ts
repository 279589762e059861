// Figures as files. PNG is drawn at twice the size, on a light background. It uses the font that comes with
// the program, because a server or container often has none.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { figureDocument, lightFigureDocument, type Figure } from '../../figures/figure.ts';
import { escape } from '../../figures/svg.ts';
import { fontFile, inLatin, openSansHas } from './open-sans.ts';

export type FigureFormat = 'svg' | 'png';

/** Encodes a figure as the bytes of a file. */
export async function figureFile(figure: Figure, format: FigureFormat): Promise<Uint8Array> {
  if (format === 'svg') return Buffer.from(figureDocument(figure));
  await useOwnFont();
  const { default: sharp } = await import('sharp');
  return sharp(Buffer.from(await withKnownLetters(lightFigureDocument(figure))), { density: 144 })
    .png()
    .toBuffer();
}

/** Transliterates letters that our font lacks: "衬衫" becomes "ChenShan". */
async function withKnownLetters(svg: string): Promise<string> {
  const knows = await openSansHas();
  return svg.replace(/[^\p{ASCII}]/gu, (letter) =>
    knows(letter.codePointAt(0)!) ? letter : escape(inLatin(letter)),
  );
}

let font: Promise<void> | undefined;

/**
 * Makes our font the only one that the SVG renderer finds. The renderer reads its settings only once, before
 * it draws the first letter.
 */
const useOwnFont = (): Promise<void> => (font ??= configureFont());

async function configureFont(): Promise<void> {
  if (process.env['FONTCONFIG_FILE'] !== undefined) return;
  const fonts = dirname(dirname(fontFile));
  const folder = await mkdtemp(join(tmpdir(), 'atelier-fonts-'));
  process.on('exit', () => void rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'fonts.conf');
  await writeFile(file, `<fontconfig><dir>${fonts}</dir><cachedir>${folder}</cachedir></fontconfig>`);
  process.env['FONTCONFIG_FILE'] = file;
}
