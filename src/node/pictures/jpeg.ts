// Decodes JPEG as cameras and the web produce it. Bytes between segments, padding and a missing end marker
// are harmless, and browsers show such pictures. Missing rows are damage. libjpeg warns of both, so this
// tells harmless warnings from others.
import type { Raster } from './raster.ts';
import { hasAllBlocks } from './jpeg-blocks.ts';
import { readScans } from './jpeg-scans.ts';
import { endOfImage, startOfScan } from './jpeg-segments.ts';
import { decodeColours, lastComplaint, type DecodeSettings } from './libvips.ts';

/**
 * Decodes a JPEG into a raster of 4 channels.
 *
 * @throws the error of libvips if rows are missing or damaged
 */
export const decodeJpeg = (bytes: Uint8Array, settings: DecodeSettings): Promise<Raster> =>
  decodeWhole(bytes, settings);

/**
 * Decodes a JPEG after removing stray bytes. If libjpeg still gives only a harmless warning, decodes it with
 * warnings allowed.
 */
export async function decodeUntidyJpeg(bytes: Uint8Array, settings: DecodeSettings): Promise<Raster> {
  try {
    return await decodeWhole(withoutStrayBytes(bytes), settings);
  } catch (error) {
    const warning = lastComplaint(error);
    if (!harmless.test(warning)) throw error;
    const lenient = { ...settings, failOn: 'error' } as const;
    return paddedEnd.test(warning) ? decodeWhole(bytes, lenient) : decodeColours(bytes, lenient);
  }
}

/**
 * Harmless warnings of libjpeg, such as bytes before a marker. Bytes before a restart marker are damage,
 * because its position says how many pixels came before it.
 */
const harmless = /extraneous bytes before marker 0x(?!d[0-7])|Invalid SOS parameters|unknown Adobe|ICC/i;
/** Bytes before the end marker: the data were complete. */
const paddedEnd = /extraneous bytes before marker 0xd9/i;

const endMarker = Uint8Array.of(0xff, endOfImage);

/**
 * Decodes a JPEG that may lack its end marker, if no rows and no scans are missing. Some programs leave out
 * the last bits of progressive pictures, so only a file without an end marker must have them.
 */
async function decodeWhole(bytes: Uint8Array, settings: DecodeSettings): Promise<Raster> {
  if (!hasAllBlocks(bytes)) throw new Error('rows are missing');
  const { haveEnd, areComplete, arePrecise } = readScans(bytes);
  if (!(haveEnd ? areComplete : arePrecise)) throw new Error('scans are missing');
  return decodeColours(haveEnd ? bytes : Buffer.concat([bytes, endMarker]), settings);
}

/** Removes the bytes between the header's segments, where a marker should be. */
function withoutStrayBytes(bytes: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  for (let at = 2; at + 4 <= bytes.length;) {
    while (at < bytes.length && !(bytes[at] === 0xff && bytes[at + 1]! !== 0xff && bytes[at + 1] !== 0)) at++;
    const end = at + 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
    if (bytes[at + 1] === startOfScan || end > bytes.length) {
      kept.push(bytes.subarray(at));
      break;
    }
    kept.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}
