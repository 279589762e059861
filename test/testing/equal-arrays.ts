// Compares typed arrays by their bytes first, because expect compares them element by element, which is slow
// for pictures. Equal bytes are equal elements; everything else is left to expect, which shows the
// difference.
import { expect } from 'vitest';

const installed = Symbol.for('atelier: typed arrays are compared by their bytes');
const scope = globalThis as { [installed]?: true };

function equalBytes(a: unknown, b: unknown): true | undefined {
  if (!ArrayBuffer.isView(a) || !ArrayBuffer.isView(b)) return undefined;
  if (a.constructor !== b.constructor || a.byteLength !== b.byteLength) return undefined;
  return bytesOf(a).equals(bytesOf(b)) || undefined;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

// Test files share a process, and each of them runs this file.
if (!scope[installed]) {
  scope[installed] = true;
  expect.addEqualityTesters([equalBytes]);
}
