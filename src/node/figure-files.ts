// Figures as files: SVG as it is, PNG drawn at twice its size on light ground, with the font that comes with
// the program, since a server or container often has none.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { figureDocument, lightFigureDocument, type Figure } from '../figures/figure.ts';

export type FigureFormat = 'svg' | 'png';

/** A figure as the bytes of a file. */
export async function figureFile(figure: Figure, format: FigureFormat): Promise<Uint8Array> {
  if (format === 'svg') return Buffer.from(figureDocument(figure));
  await useOwnFont();
  const { default: sharp } = await import('sharp');
  return sharp(Buffer.from(lightFigureDocument(figure)), { density: 144 })
    .png()
    .toBuffer();
}

let font: Promise<void> | undefined;

/**
 * Has the library that draws SVG find our font and no other: it reads its settings once, when it draws its
 * first letter.
 */
const useOwnFont = (): Promise<void> => (font ??= configureFont());

async function configureFont(): Promise<void> {
  if (process.env['FONTCONFIG_FILE'] !== undefined) return;
  const require = createRequire(import.meta.url);
  const fonts = dirname(
    dirname(require.resolve('@expo-google-fonts/open-sans/400Regular/OpenSans_400Regular.ttf')),
  );
  const folder = await mkdtemp(join(tmpdir(), 'atelier-fonts-'));
  process.on('exit', () => void rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'fonts.conf');
  await writeFile(file, `<fontconfig><dir>${fonts}</dir><cachedir>${folder}</cachedir></fontconfig>`);
  process.env['FONTCONFIG_FILE'] = file;
}
