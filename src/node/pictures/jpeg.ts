// JPEG as cameras and the web have it. Bytes between segments, padding, and the two bytes of the end that are missing are no damage,
// and browsers show such pictures; rows that are missing are. libjpeg warns of both, so that its warnings are told apart here.
import type { Raster } from './raster.ts';
import { readScans } from './jpeg-scans.ts';
import { decodeColours, lastComplaint, type DecodeSettings } from './libvips.ts';

/**
 * Decodes a JPEG: a raster of 4 channels.
 *
 * @throws what libvips throws where rows are missing or are not what was saved
 */
export const decodeJpeg = (bytes: Uint8Array, settings: DecodeSettings): Promise<Raster> =>
  decodeWhole(bytes, settings);

/** Decodes it without stray bytes; where libjpeg warns even so, with its harmless warnings allowed, if the file has an end. */
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

/** libjpeg's words for what does no harm: bytes before any marker but a restart, whose place says how many pixels came before it. */
const harmless = /extraneous bytes before marker 0x(?!d[0-7])|Invalid SOS parameters|unknown Adobe|ICC/i;
/** Bytes before the marker of the end: everything was there. */
const paddedEnd = /extraneous bytes before marker 0xd9/i;

const endOfImage = Uint8Array.of(0xff, 0xd9);
/** Bits of all kinds: within scans, a byte of ones is followed by a 0. */
const paddings = [[0], [0xff, 0], [0xaa], [0x55], [0x3c, 0x96, 0xe1]].map((pattern) =>
  Uint8Array.from({ length: 32 }, (_, i) => pattern[i % pattern.length]!),
);

/**
 * Decodes a JPEG that may lack the marker of its end. libvips does not see that the last few rows are missing. Where they are there, it
 * makes no difference which bytes come after them.
 */
async function decodeWhole(bytes: Uint8Array, settings: DecodeSettings): Promise<Raster> {
  if (bytes.at(-2) === endOfImage[0] && bytes.at(-1) === endOfImage[1]) return decodeColours(bytes, settings);
  const { haveEnd, isSingle, areAll } = readScans(bytes);
  if (haveEnd) return decodeColours(bytes, settings);
  if (!areAll) throw new Error('scans are missing');
  const decode = (padding: Uint8Array) =>
    decodeColours(Buffer.concat([bytes, padding, endOfImage]), settings);
  if (!isSingle) return decode(new Uint8Array());
  const [first, ...others] = await Promise.all(paddings.map(decode));
  if (others.some(({ data }) => Buffer.compare(first!.data, data) !== 0)) throw new Error('rows are missing');
  return first!;
}

const startOfScan = 0xda;

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
