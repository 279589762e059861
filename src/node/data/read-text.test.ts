// Text in usual encodings, and the line of text in none of them.
import { expect, it } from 'vitest';
import { decodeText } from './read-text.ts';

const text = 'Mütze,衬衫\n👗\n';
const little = Buffer.from(text, 'utf16le');
const big = Buffer.from(little).swap16();

it.each<[what: string, bytes: Uint8Array]>([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
  ['UTF-16 with a mark', Buffer.concat([Buffer.of(0xff, 0xfe), little])],
  ['UTF-16, big-endian, with a mark', Buffer.concat([Buffer.of(0xfe, 0xff), big])],
])('%s', (_, bytes) => expect(decodeText(bytes, 'a')).toBe(text));

it('recognises UTF-16 without a mark by its zeros', () => {
  const plain = 'file,label\na.png,hat\n';
  expect(decodeText(Buffer.from(plain, 'utf16le'), 'a')).toBe(plain);
  expect(decodeText(Buffer.from(plain, 'utf16le').swap16(), 'a')).toBe(plain);
});

it('reports the line on which another encoding begins', () => {
  const latin = Buffer.from('a\nb\nR\xfccke\n', 'latin1');
  expect(() => decodeText(latin, 'a.csv')).toThrow('a.csv, line 3: expected text in UTF-8');
});

it('refuses a zero byte, which no file name can contain', () => {
  expect(() => decodeText(Buffer.from('file,label\npi\0cture.png,bag\n'), 'a.csv')).toThrow(
    'a.csv, line 2: expected text, got a zero byte',
  );
});
