// Half precision against NumPy's, and every pattern decoded and encoded again.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { fromFloat16, largestFloat16, toFloat16 } from './float16.ts';

interface Fixture {
  readonly toFloat16: readonly (readonly [single: number, half: number])[];
  readonly fromFloat16: string;
}
const file = new URL('../testing/float16.fixture.json', import.meta.url);
const numpy = JSON.parse(await readFile(file, 'utf8')) as Fixture;

const patterns = Uint16Array.from({ length: 65536 }, (_, bits) => bits);
const isNaNPattern = (bits: number): boolean => (bits & 0x7fff) > 0x7c00;
const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

it('rounds as NumPy does', () => {
  const singles = new Float32Array(Uint32Array.from(numpy.toFloat16, ([single]) => single).buffer);
  expect([...toFloat16(singles)]).toEqual(numpy.toFloat16.map(([, half]) => half));
});

it('decodes every pattern as NumPy does', () => {
  const numbers = fromFloat16(patterns.filter((bits) => !isNaNPattern(bits)));
  expect(createHash('sha256').update(bytesOf(numbers)).digest('hex')).toBe(numpy.fromFloat16);
});

it('encodes every decoded pattern again, NaNs with their payload', () => {
  expect(toFloat16(fromFloat16(patterns))).toEqual(patterns);
  expect([...fromFloat16(patterns.filter(isNaNPattern))].every(Number.isNaN)).toBe(true);
});

it('keeps a NaN whose payload would be cut off', () => {
  const nan = new Float32Array(Uint32Array.of(0x7f800001, 0xff801fff).buffer);
  expect([...toFloat16(nan)].every(isNaNPattern)).toBe(true);
});

it('reads a part of a larger array', () => {
  const part = Float32Array.of(9, 1, -2, 9).subarray(1, 3);
  expect([...toFloat16(part)]).toEqual([0x3c00, 0xc000]);
});

it('ends at 65504', () => {
  const [largest, next] = fromFloat16(Uint16Array.of(0x7bff, 0x7c00));
  expect([largest, next]).toEqual([largestFloat16, Infinity]);
});
