import sharp from 'sharp';
import { expect, test } from 'vitest';
import { decodeImage } from './decode.ts';

test('an AVIF picture that claims too many pixels is refused before it is decoded', async () => {
  const bytes = await sharp({ create: { width: 16, height: 16, channels: 3, background: 'teal' } })
    .avif({ effort: 0 })
    .toBuffer();
  expect((await decodeImage(bytes, 'a.avif', 16)).width).toBe(16);
  bytes.writeUInt32BE(0x7f000000, bytes.indexOf('ispe') + 8);
  await expect(decodeImage(bytes, 'a.avif', 16)).rejects.toThrow(/^a\.avif: .*--max-pixels/);
});
