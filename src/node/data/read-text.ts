// Reads text from any editor or spreadsheet: UTF-8, or UTF-16 as Windows saves "Unicode text". Other
// encodings can't be recognised, so they are refused.
import { readFile, stat } from 'node:fs/promises';
import { InputError } from '../../errors.ts';
import { explainSystemError } from '../files/system-errors.ts';

const maxMebibytes = 64;

/**
 * Reads the text of a file, without a byte order mark.
 *
 * @throws InputError if it can't be read, is too large or has another encoding
 */
export async function readText(path: string): Promise<string> {
  try {
    const status = await stat(path);
    const { size } = status;
    if (!status.isFile() && !status.isDirectory())
      throw new InputError(`${path}: expected text, got a pipe, socket or device`);
    if (size > maxMebibytes * 2 ** 20)
      throw new InputError(
        `${path}: expected text of at most ${maxMebibytes} MiB, got ${Math.ceil(size / 2 ** 20)} MiB`,
      );
    return decodeText(await readFile(path), path);
  } catch (error) {
    throw explainSystemError(error, `${path}: can't be read`);
  }
}

/**
 * Decodes bytes of text.
 *
 * @param source the name of the text in errors
 * @throws InputError naming the line if they are neither UTF-8 nor UTF-16
 */
export function decodeText(bytes: Uint8Array, source: string): string {
  const encoding = encodingOf(bytes);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    const zero = text.indexOf('\0'); // text has none, and file names can't contain one
    if (zero < 0) return text;
    const line = text.slice(0, zero).split('\n').length;
    throw new InputError(`${source}, line ${line}: expected text, got a zero byte`);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const line = encoding === 'utf-8' ? `, line ${lineOfError(bytes)}` : '';
    throw new InputError(
      `${source}${line}: expected text in UTF-8; save the file as UTF-8 ("CSV UTF-8" in spreadsheets)`,
    );
  }
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/**
 * Detects the encoding by the byte order mark. Without one, by the zeros in every other byte that Latin
 * letters have in UTF-16.
 */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 64);
  const zeros = (offset: number) => start.filter((byte, i) => i % 2 === offset && byte === 0).length;
  if (start.length >= 4 && zeros(1) > start.length / 4 && zeros(0) === 0) return 'utf-16le';
  if (start.length >= 4 && zeros(0) > start.length / 4 && zeros(1) === 0) return 'utf-16be';
  return 'utf-8';
}

/** The first line that is not valid UTF-8, counted from 1. */
function lineOfError(bytes: Uint8Array): number {
  const right = new TextEncoder();
  const lossy = new TextDecoder('utf-8').decode(bytes);
  const start = lossy.slice(0, lossy.indexOf('\ufffd'));
  return right.encode(start).filter((byte) => byte === 0x0a).length + 1;
}
