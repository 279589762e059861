import { expect, it } from 'vitest';
import { readTiffTags } from './tiff-tags.ts';
import { encodeTiff } from './testing/tiff.ts';

const bytes = encodeTiff({
  width: 3,
  height: 2,
  samples: new Uint16Array(3 * 2 * 5),
  photometric: 2,
  tags: { 338: [0, 2] },
});

it('reads the sample tags of the header', () => {
  expect(readTiffTags(bytes)).toEqual({
    width: [3],
    height: [2],
    bitsPerSample: [16, 16, 16, 16, 16],
    compression: [1],
    photometric: [2],
    samplesPerPixel: [5],
    extraSamples: [0, 2],
    sampleFormat: [1, 1, 1, 1, 1],
  });
});

it('reads the other byte order, and BigTIFF', () => {
  const big = Buffer.from('4d4d002a00000008000101060003000000010006000000000000', 'hex');
  expect(readTiffTags(big)).toEqual({ photometric: [6] });
  const long = Buffer.concat([
    Buffer.from('49492b0008000000', 'hex'),
    Buffer.from('1000000000000000', 'hex'),
    Buffer.from('0100000000000000', 'hex'),
    Buffer.from('1501030001000000000000000400000000000000', 'hex'),
  ]);
  expect(readTiffTags(long)).toEqual({ samplesPerPixel: [4] });
});

it('is undefined for bytes that are cut off or not TIFF', () => {
  for (let length = 0; length < bytes.length - 10; length++)
    expect(readTiffTags(bytes.subarray(0, length))).toBeUndefined();
  expect(readTiffTags(Buffer.from('49490000000000000000', 'hex'))).toBeUndefined();
});
