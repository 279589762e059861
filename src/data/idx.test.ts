// IDX: what is encoded is parsed again, the layout is the published one, and each kind of broken file has a
// message.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { encodeIdxImages, encodeIdxLabels, parseIdxImages, parseIdxLabels } from './idx.ts';

const pixels = Uint8Array.from({ length: 12 }, (_, index) => index * 20);
const images = encodeIdxImages({ count: 2, height: 2, width: 3, pixels });
const labels = encodeIdxLabels([1, 0]);

/** A copy with one 32-bit big-endian field of the header changed. */
function withField(bytes: Uint8Array, offset: number, value: number): Uint8Array {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(offset, value);
  return copy;
}

function message(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  throw new Error('expected an InputError');
}

describe('encoding', () => {
  it('writes the big-endian header of the format', () => {
    expect([...images.subarray(0, 16)]).toEqual([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3]);
    expect([...labels]).toEqual([0, 0, 8, 1, 0, 0, 0, 2, 1, 0]);
  });

  it('refuses sizes that do not match and labels that are not bytes', () => {
    expect(message(() => encodeIdxImages({ count: 3, height: 2, width: 3, pixels }))).toContain(
      '18 bytes, got 12',
    );
    expect(message(() => encodeIdxLabels([0, 256]))).toContain('got 256 at index 1');
    expect(message(() => encodeIdxLabels([0.5]))).toContain('got 0.5 at index 0');
  });
});

describe('parseIdxImages', () => {
  it('reads what was encoded, also in the middle of a larger buffer', () => {
    expect(parseIdxImages(images, 'x')).toEqual({ count: 2, height: 2, width: 3, pixels });
    const larger = new Uint8Array(images.length + 10);
    larger.set(images, 5);
    expect(parseIdxImages(larger.subarray(5, 5 + images.length), 'x').pixels).toEqual(pixels);
  });

  it.each([
    ['an empty file', new Uint8Array(), 'got only 0 bytes'],
    ['a labels file', labels, 'got magic 2049, which is a labels file: were images and labels swapped?'],
    ['a gzip file', Uint8Array.of(0x1f, 0x8b, 8, 0, 0), 'which is gzip'],
    ['a little-endian file', withField(images, 0, 0x03080000), 'which is little-endian'],
    [
      'another magic',
      withField(images, 0, 1234),
      'expected an IDX file of images (magic 2051), got magic 1234',
    ],
    [
      'another type of numbers',
      withField(images, 0, 0x0c03),
      'got magic 3075, which has 32-bit whole numbers instead of bytes',
    ],
    [
      'pictures in colour',
      withField(images, 0, 0x0804),
      'got magic 2052, which has bytes along 4 axes instead of 3',
    ],
    ['half a header', images.subarray(0, 9), 'expected a header of 16 bytes, got 9'],
    ['no images', withField(images, 4, 0), 'expected at least one image'],
    ['no width', withField(images, 12, 0), 'its header says 2×0'],
    ['an absurd height', withField(images, 8, 0xffffffff), 'its header says 4294967295×3'],
    ['an absurd count', withField(images, 4, 0xffffffff), 'truncated'],
    [
      'a truncated file',
      images.subarray(0, -1),
      'truncated; expected 28 bytes for the 2 images of 2×3 pixels',
    ],
    ['trailing bytes', Uint8Array.of(...images, 0), 'trailing bytes; expected 28 bytes'],
  ])('refuses %s', (_, bytes, expected) => {
    const text = message(() => parseIdxImages(bytes, 'some-file'));
    expect(text).toContain(expected);
    expect(text).toMatch(/^some-file: [^\n]*$/);
  });
});

describe('parseIdxLabels', () => {
  it('reads what was encoded', () => {
    expect(parseIdxLabels(labels, 'x')).toEqual(Uint8Array.of(1, 0));
  });

  it.each([
    ['an images file', images, 'got magic 2051, which is an images file: were images and labels swapped?'],
    ['no labels', encodeIdxLabels([]), 'expected at least one label'],
    ['a truncated file', labels.subarray(0, -1), 'truncated; expected 10 bytes for the 2 labels'],
    ['trailing bytes', Uint8Array.of(...labels, 0), 'trailing bytes'],
  ])('refuses %s', (_, bytes, expected) => {
    expect(message(() => parseIdxLabels(bytes, 'some-file'))).toContain(expected);
  });
});
