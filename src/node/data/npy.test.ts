// NumPy's arrays of all types, orders and versions, and invalid files.
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { parseNpy } from './npy.ts';
import { bytesOf, encodeNpy } from './testing/numpy.ts';

describe('parseNpy', () => {
  it.each<[type: string, data: ArrayBufferView, expected: unknown]>([
    ['|u1', Uint8Array.of(1, 2, 255), Uint8Array.of(1, 2, 255)],
    ['|b1', Uint8Array.of(0, 1, 1), Uint8Array.of(0, 1, 1)],
    ['|i1', Int8Array.of(-1, 0, 5), Int8Array.of(-1, 0, 5)],
    ['<u2', Uint16Array.of(1, 256, 65_535), Uint16Array.of(1, 256, 65_535)],
    ['<i4', Int32Array.of(-7, 0, 70_000), Int32Array.of(-7, 0, 70_000)],
    ['<i8', BigInt64Array.of(-1n, 2n, 3n), Float64Array.of(-1, 2, 3)],
    ['<u8', BigUint64Array.of(1n, 2n, 3n), Float64Array.of(1, 2, 3)],
    ['<f4', Float32Array.of(0.5, 1, 2), Float32Array.of(0.5, 1, 2)],
    ['<f8', Float64Array.of(0.1, 1, 2), Float64Array.of(0.1, 1, 2)],
    ['<f2', Uint16Array.of(0x3800, 0xc000, 0x0001), Float32Array.of(0.5, -2, 2 ** -24)],
    ['>f2', Buffer.from('38003c007bff', 'hex'), Float32Array.of(0.5, 1, 65_504)],
    ['>u2', Buffer.of(0, 1, 1, 0, 255, 255), Uint16Array.of(1, 256, 65_535)],
    ['>f4', Buffer.from('3f0000003f80000040000000', 'hex'), Float32Array.of(0.5, 1, 2)],
    ['|S3', Buffer.from('hatba\0c\0\0'), ['hat', 'ba', 'c']],
    ['<U2', Uint32Array.of(0x68, 0x61, 0x886c, 0, 0x1f457, 0x41), ['ha', '衬', '👗A']],
  ])('reads %s', (type, data, expected) => {
    for (const version of [1, 2])
      expect(parseNpy(encodeNpy(type, [3], bytesOf(data), { version }), 'a')).toEqual({
        shape: [3],
        data: expected,
      });
  });

  it('converts Fortran order to C order', () => {
    const array = encodeNpy('|u1', [2, 3], Uint8Array.of(1, 4, 2, 5, 3, 6), { fortran: true });
    expect(parseNpy(array, 'a')).toEqual({ shape: [2, 3], data: Uint8Array.of(1, 2, 3, 4, 5, 6) });
  });

  it('reads a scalar', () => {
    expect(parseNpy(encodeNpy('|u1', [], Uint8Array.of(7)), 'a')).toEqual({
      shape: [],
      data: Uint8Array.of(7),
    });
  });

  const whole = encodeNpy('|u1', [2, 2], new Uint8Array(4));
  const records = Buffer.from(
    encodeNpy('@', [1], new Uint8Array(5))
      .toString('latin1')
      .replace(/'@'(.*) {24}/, "[('a', '|u1'), ('b', '<f4')]$1"),
    'latin1',
  );
  it.each<[what: string, bytes: Uint8Array, message: string]>([
    ['something else', Buffer.from('something else'), 'a: expected a NumPy array, got other data'],
    ['nothing', new Uint8Array(), 'a: expected a NumPy array, got other data'],
    ['half a header', whole.subarray(0, 40), 'a: the header is cut off'],
    ['too few numbers', whole.subarray(0, -1), 'a: expected 4 bytes for an array of 2×2, got 3'],
    ['too many numbers', Buffer.concat([whole, Buffer.of(1)]), 'got 5'],
    ['a shape beyond all bounds', encodeNpy('|u1', [2 ** 40, 2 ** 40], new Uint8Array(1)), 'a: expected'],
    [
      'objects, which are pickles',
      encodeNpy('|O', [2], new Uint8Array(16)),
      'a: expected an array of numbers or text, got Python objects (a pickle)',
    ],
    ['records', records, 'a: expected an array of numbers or text, got records of several fields'],
    [
      'complex numbers',
      encodeNpy('<c8', [1], new Uint8Array(8)),
      'a: expected an array of numbers or text, got complex numbers',
    ],
    [
      'long floats',
      encodeNpy('<f16', [1], new Uint8Array(16)),
      "a: expected an array of numbers or text, got values of type '<f16'",
    ],
    [
      'large whole numbers',
      encodeNpy('<u8', [1], bytesOf(BigUint64Array.of(2n ** 60n))),
      'a: expected whole numbers of at most 53 bits, got ',
    ],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => parseNpy(bytes, 'a')).toThrow(InputError);
    expect(() => parseNpy(bytes, 'a')).toThrow(message);
  });
});
