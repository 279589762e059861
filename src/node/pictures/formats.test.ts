// The kind of a file, by its first bytes.
import { expect, test } from 'vitest';
import { describeKind, hasImageExtension, hasOtherExtension, imageFormat } from './formats.ts';

const box = (...brands: string[]): Buffer =>
  Buffer.concat([Buffer.of(0, 0, 0, 32), Buffer.from(`ftyp${brands.join('')}`)]);

test.each<[format: string | undefined, words: string, start: Buffer]>([
  ['PNG', 'a PNG picture', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['JPEG', 'a JPEG picture', Buffer.from('ffd8ffe1', 'hex')],
  ['WebP', 'a WebP picture', Buffer.from('RIFF\0\0\0\0WEBPVP8 ')],
  ['GIF', 'a GIF picture', Buffer.from('GIF89a')],
  ['TIFF', 'a TIFF picture', Buffer.from('4d4d002a', 'hex')],
  ['TIFF', 'a TIFF picture', Buffer.from('49492b00', 'hex')],
  ['AVIF', 'an AVIF picture', box('avif', '\0\0\0\0', 'avif', 'mif1')],
  ['AVIF', 'an AVIF picture', box('mif1', '\0\0\0\0', 'mif1', 'avif')],
  ['BMP', 'a BMP picture', Buffer.from(`424d${'00'.repeat(12)}28000000`, 'hex')],
  ['BMP', 'a BMP picture', Buffer.from(`424d${'00'.repeat(12)}0c000000`, 'hex')],
  [undefined, 'a HEIC picture', box('heic', '\0\0\0\0', 'mif1', 'heic')],
  [undefined, 'a HEIC picture', box('mif1', '\0\0\0\0', 'mif1', 'heic')],
  [undefined, 'a video', box('isom', '\0\0\0\0', 'mp41')],
  [undefined, 'a raw photograph', box('crx ', '\0\0\0\0')],
  [undefined, 'a PPM picture', Buffer.from('P6\n2 2\n255\n')],
  [undefined, 'a PDF', Buffer.from('%PDF-1.7')],
  [undefined, 'an SVG drawing', Buffer.from('<?xml version="1.0"?>\n<svg xmlns="…">')],
  [undefined, 'an HTML page', Buffer.from('\n<!DOCTYPE html><title>Not found</title>')],
  [undefined, 'a ZIP archive', Buffer.from('PK\x03\x04')],
  [undefined, 'an icon', Buffer.from('00000100010010100000010020006804000016000000', 'hex')],
  [undefined, 'a TGA picture', Buffer.from('000002000000000000000000400040001820ff', 'hex')],
  [undefined, 'text', Buffer.from('404: not found\n')],
  [undefined, 'a file of an unknown kind', Buffer.from('0001020304', 'hex')],
])('%s: %s', (format, words, start) => {
  expect(imageFormat(start)).toBe(format);
  expect(describeKind(start)).toBe(words);
});

test('a Git LFS pointer says how to get the file', () => {
  expect(describeKind(Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:'))).toMatch(
    /git lfs pull/,
  );
});

test('names of pictures, of other files, and of files to look into', () => {
  const kind = (name: string) =>
    hasImageExtension(name) ? 'picture' : hasOtherExtension(name) ? 'other' : 'open';
  expect(['a.JPG', 'a.jfif', 'a.jpe', 'a.avif', 'a.bmp', 'a.tif', 'a.apng'].map(kind)).toEqual(
    Array<string>(7).fill('picture'),
  );
  expect(['a.txt', 'a.CSV', 'labels.json', 'a.db', 'a.tar.gz', 'a.onnx'].map(kind)).toEqual(
    Array<string>(6).fill('other'),
  );
  expect(['photo', 'a.heic', 'a.jpg!large', 'a.image', 'png'].map(kind)).toEqual(
    Array<string>(5).fill('open'),
  );
});
