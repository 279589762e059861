import sharp from 'sharp';
import { expect, it } from 'vitest';
import { packageVersion } from './package-version.ts';

it('is the version in the package', () => {
  expect(packageVersion('sharp')).toBe(sharp.versions.sharp);
  expect(packageVersion('@bufbuild/protobuf')).toMatch(/^\d+\.\d+\.\d+/);
});
