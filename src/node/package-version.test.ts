import sharp from 'sharp';
import { expect, it } from 'vitest';
import { packageVersion } from './package-version.ts';

it('is what the package says of itself', async () => {
  expect(await packageVersion('sharp')).toBe(sharp.versions.sharp);
  expect(await packageVersion('@bufbuild/protobuf')).toMatch(/^\d+\.\d+\.\d+/);
});
