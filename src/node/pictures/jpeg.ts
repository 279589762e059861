// JPEG as cameras and the web have it. Bytes between segments, padding, and the two bytes of the end that are
// missing are no damage, and browsers show such pictures; rows that are missing are. libjpeg warns of both,
// so that its warnings are told apart here.
import type { Raster } from './raster.ts';
import { hasAllBlocks } from './jpeg-blocks.ts';
import { readScans } from './jpeg-scans.ts';
import { endOfImage, startOfScan } from './jpeg-segments.ts';
import { decodeColours, lastComplaint, type DecodeSettings } from './libvips.ts';

/**
 * Decodes a JPEG: a raster of 4 channels.
 *
 * @throws what libvips throws where rows are missing or are not what was saved
 */
export const decodeJpeg = (bytes: Uint8Array, settings: DecodeSettings): Promise<Raster> =>
  decodeWhole(bytes, settings);

/**
 * Decodes it without stray bytes; where libjpeg warns even so, with its harmless warnings allowed, if the
 * file has an end.
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
 * libjpeg's words for what does no harm: bytes before any marker but a restart, whose place says how many
 * pixels came before it.
 */
const harmless = /extraneous bytes before marker 0x(?!d[0-7])|Invalid SOS parameters|unknown Adobe|ICC/i;
/** Bytes before the marker of the end: everything was there. */
const paddedEnd = /extraneous bytes before marker 0xd9/i;

const endMarker = Uint8Array.of(0xff, endOfImage);

/**
 * Decodes a JPEG that may lack the marker of its end, if no rows are missing and no scan. Some programs leave
 * out the last bits of progressive ones, so that only a file without its end must have them.
 */
async function decodeWhole(bytes: Uint8Array, settings: DecodeSettings): Promise<Raster> {
  if (!hasAllBlocks(bytes)) throw new Error('rows are missing');
  const { haveEnd, areComplete, arePrecise } = readScans(bytes);
  if (!(haveEnd ? areComplete : arePrecise)) throw new Error('scans are missing');
  return decodeColours(haveEnd ? bytes : Buffer.concat([bytes, endMarker]), settings);
}

/** Without the bytes that lie between the header's segments, where a marker should be. */
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
