// The font that comes with the program (Open Sans, from a package): its file and its letters.
import anyAscii from 'any-ascii';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fontCoverage } from './font-coverage.ts';

const require = createRequire(import.meta.url);

export const fontFile = require.resolve('@expo-google-fonts/open-sans/400Regular/OpenSans_400Regular.ttf');

let coverage: Promise<(codePoint: number) => boolean> | undefined;

/** Resolves to a function that tells whether the font has a code point. The font is read only once. */
export const openSansHas = (): Promise<(codePoint: number) => boolean> =>
  (coverage ??= readFile(fontFile).then(fontCoverage));

/** Transliterates a letter: "衬" becomes "Chen". */
export const inLatin = (letter: string): string => anyAscii(letter) || '?';
