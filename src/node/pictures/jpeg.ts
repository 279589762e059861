// JPEG as cameras and the web have it. Bytes between segments, padding, and the two bytes of the end that are missing are no damage,
// and browsers show such pictures; rows that are missing are. libjpeg warns of both, so that its warnings are told apart here.
import type { Raster } from './raster.ts';
import { Gate } from './gate.ts';
import { decodeColours, type DecodeSettings } from './libvips.ts';

/** libvips keeps what was said in one place for all decoders: who asks what it said must be alone. */
const gate = new Gate();

/**
 * Decodes a JPEG: a raster of 4 channels.
 *
 * @throws what libvips throws where rows are missing or are not what was saved
 */
export async function decodeJpeg(bytes: Uint8Array, settings: DecodeSettings): Promise<Raster> {
  const whole = withEnd(bytes);
  try {
    return await gate.together(() => decodeColours(whole, settings, 'warning'));
  } catch {
    return gate.apart(() => decodeTidied(bytes, settings));
  }
}

/** Without stray bytes; where libjpeg warns even so, with its harmless warnings allowed, but then only of a file that has an end. */
async function decodeTidied(bytes: Uint8Array, settings: DecodeSettings): Promise<Raster> {
  try {
    return await decodeColours(withEnd(withoutStrayBytes(bytes)), settings, 'warning');
  } catch (error) {
    const warning = lastLine(error);
    if (!harmless.test(warning)) throw error;
    return decodeColours(paddedEnd.test(warning) ? withEnd(bytes) : bytes, settings, 'error');
  }
}

/** libjpeg's words for what does no harm: bytes before any marker but a restart, whose place says how many pixels came before it. */
const harmless = /extraneous bytes before marker 0x(?!d[0-7])|Invalid SOS parameters|unknown Adobe|ICC/i;
/** Bytes before the marker of the end: everything was there. */
const paddedEnd = /extraneous bytes before marker 0xd9/i;

/** The last line that libvips said is the one that ended the decoding. */
const lastLine = (error: unknown): string =>
  error instanceof Error ? error.message.trim().split('\n').at(-1)! : '';

const endOfImage = [0xff, 0xd9];

/** With the marker of the end, which decoders ignore where there is one already. */
function withEnd(bytes: Uint8Array): Uint8Array {
  if (bytes.at(-2) === endOfImage[0] && bytes.at(-1) === endOfImage[1]) return bytes;
  const whole = new Uint8Array(bytes.length + 2);
  whole.set(bytes);
  whole.set(endOfImage, bytes.length);
  return whole;
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
