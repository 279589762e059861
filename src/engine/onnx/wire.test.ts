// The wire format byte by byte: a field's tag is its number times 8 and its wire type, 0 a varint, 2 a length
// and so many bytes, 5 four bytes.
import { describe, expect, it } from 'vitest';
import { decode, encode, message } from './wire.ts';

const Inner = message({ size: [1, 'int32'] });
const Outer = message({
  dims: [1, 'int64', 'repeated'],
  scale: [2, 'float'],
  name: [3, 'string'],
  inner: [4, Inner],
  longs: [5, 'bigint64', 'repeated'],
  data: [6, 'bytes'],
  words: [7, 'string', 'repeated'],
});

const cases: [name: string, value: Parameters<typeof encode<typeof Outer>>[1], bytes: number[]][] = [
  ['nothing', {}, []],
  ['a list of numbers, one field each', { dims: [1, 300] }, [0x08, 1, 0x08, 0xac, 2]],
  ['a float', { scale: 1.5 }, [0x15, 0, 0, 0xc0, 0x3f]],
  ['a string', { name: 'ü' }, [0x1a, 2, 0xc3, 0xbc]],
  ['a message within', { inner: { size: 5 } }, [0x22, 2, 0x08, 5]],
  ['a long', { longs: [-1n] }, [0x28, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]],
  ['bytes', { data: Uint8Array.of(7, 8) }, [0x32, 2, 7, 8]],
  ['a list of strings', { words: ['a', ''] }, [0x3a, 1, 0x61, 0x3a, 0]],
];

describe('the wire format', () => {
  it.each(cases)('has %s', (_, value, bytes) => {
    expect([...encode(Outer, value)]).toEqual(bytes);
    expect(decode(Outer, Uint8Array.from(bytes))).toEqual(value);
  });

  it('reads packed lists, also several in a row', () => {
    expect(decode(Outer, Uint8Array.of(0x0a, 3, 1, 0xac, 2, 0x08, 7, 0x0a, 1, 9))).toEqual({
      dims: [1, 300, 7, 9],
    });
    expect(decode(Outer, Uint8Array.of(0x2a, 2, 1, 2))).toEqual({ longs: [1n, 2n] });
  });

  it('skips fields that it does not know', () => {
    expect(decode(Outer, Uint8Array.of(0x48, 1, 0x52, 1, 9, 0x08, 3))).toEqual({ dims: [3] });
  });

  it.each<[string, number[], string]>([
    ['a list that ends within a number', [0x0a, 1, 0x80, 1], 'a list does not end at its stated length'],
    [
      'a message that ends within a number',
      [0x22, 2, 0x08, 0x80, 1],
      'a message does not end at its stated length',
    ],
    ['a message that is longer than the file', [0x22, 3, 0x08, 5], 'a message is longer than the file'],
    ['a number for a string', [0x18, 1], 'name: expected wire type 2, got 0'],
    ['bytes for a number', [0x12, 1, 0], 'scale: expected wire type 5, got 2'],
    ['a number for a message', [0x20, 1], 'inner: expected wire type 2, got 0'],
    ['a number for one of a list of strings', [0x38, 1], 'words: expected wire type 2, got 0'],
    ['four bytes for one of a list of numbers', [0x0d, 0, 0, 0, 0], 'dims: expected wire type 0, got 5'],
  ])('refuses %s', (_, bytes, problem) => {
    expect(() => decode(Outer, Uint8Array.from(bytes))).toThrow(new RangeError(problem));
  });
});
