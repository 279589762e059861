// The font that comes with the program (Open Sans, from a package): where it is, and which letters it has.
import anyAscii from 'any-ascii';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fontCoverage } from './font-coverage.ts';

const require = createRequire(import.meta.url);

export const fontFile = require.resolve('@expo-google-fonts/open-sans/400Regular/OpenSans_400Regular.ttf');

let coverage: Promise<(codePoint: number) => boolean> | undefined;

/** Whether the font has a code point; the font is read once. */
export const openSansHas = (): Promise<(codePoint: number) => boolean> =>
  (coverage ??= readFile(fontFile).then(fontCoverage));

/** A letter in Latin letters: "衬" becomes "Chen". */
export const inLatin = (letter: string): string => anyAscii(letter) || '?';
