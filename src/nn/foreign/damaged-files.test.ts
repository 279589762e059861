// Damaged files of other programs: bytes changed, cut, repeated or set to extremes. Each opens or is refused
// by a GraphError.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { GraphError } from '../../engine/graph/graph-error.ts';
import { Random } from '../../random.ts';
import { readForeign } from './read-foreign.ts';

const folder = new URL('testing/models/', import.meta.url);
const names = ['resnet.torchscript', 'shufflenet.torchscript', 'vit.torchscript', 'swin.dynamo'];
const casesPerFile = 60;

/** One of several kinds of damage. */
function damaged(original: Uint8Array, random: Random): Uint8Array {
  const bytes = original.slice();
  const at = random.integer(bytes.length);
  const kind = random.integer(5);
  if (kind === 0) return bytes.subarray(0, at);
  if (kind === 1)
    return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + random.integer(8))]);
  // A number of many bytes: lengths, sizes and attributes out of their range.
  if (kind === 2) bytes.fill(0xff, at, at + 9);
  else for (let i = 0; i <= kind; i++) bytes[random.integer(bytes.length)] = random.integer(256);
  return bytes;
}

it.each(names)('%s opens or is refused', (name) => {
  const original = new Uint8Array(readFileSync(new URL(`small_${name}.onnx`, folder)));
  let opened = 0;
  for (let i = 0; i < casesPerFile; i++) {
    const bytes = damaged(original, new Random(1, name, i));
    try {
      readForeign(bytes, { batch: 2 });
      opened++;
    } catch (error) {
      if (!(error instanceof GraphError)) throw new Error(`case ${i} of ${name}`, { cause: error });
    }
  }
  // Damage to weights is not seen, and damage elsewhere is.
  expect(opened).toBeGreaterThan(0);
  expect(opened).toBeLessThan(casesPerFile);
});
