import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readScans } from './jpeg-scans.ts';

const picture = sharp({
  create: {
    width: 64,
    height: 48,
    channels: 3,
    background: 'tomato',
    noise: { type: 'gaussian', mean: 120, sigma: 40 },
  },
});
const baseline = await picture.clone().jpeg().toBuffer();
const progressive = await picture.clone().jpeg({ progressive: true }).toBuffer();

/** Where scans begin. */
const scansIn = (bytes: Buffer): number[] => {
  const found: number[] = [];
  for (let at = bytes.indexOf('ffda', 0, 'hex'); at >= 0; at = bytes.indexOf('ffda', at + 2, 'hex'))
    found.push(at);
  return found;
};

describe('readScans', () => {
  it('finds one scan in a baseline JPEG, and its end', () => {
    expect(readScans(baseline)).toEqual({ haveEnd: true, areComplete: true, arePrecise: true });
    expect(readScans(baseline.subarray(0, -2))).toEqual({
      haveEnd: false,
      areComplete: true,
      arePrecise: true,
    });
  });

  it('finds the end before bytes that a phone adds', () => {
    expect(readScans(Buffer.concat([baseline, Buffer.alloc(500, 1)])).haveEnd).toBe(true);
  });

  it('finds the scan from which a progressive JPEG is complete', () => {
    const starts = scansIn(progressive);
    expect(starts.length).toBeGreaterThan(4);
    expect(readScans(progressive)).toEqual({ haveEnd: true, areComplete: true, arePrecise: true });
    expect(starts.map((start) => readScans(progressive.subarray(0, start)).arePrecise)).toEqual(
      starts.map(() => false),
    );
    expect(readScans(progressive.subarray(0, starts.at(-1)! + 20)).arePrecise).toBe(true);
  });

  it('finds the scan from which a progressive JPEG has all frequencies', () => {
    const complete = scansIn(progressive).map(
      (start) => readScans(progressive.subarray(0, start)).areComplete,
    );
    expect(complete[0]).toBe(false); // no scan yet
    expect(complete[1]).toBe(false); // the means of the blocks alone
    expect(complete.at(-1)).toBe(true); // all but the last bits
  });

  it('reads nothing from bytes without segments', () => {
    expect(readScans(new Uint8Array(50)).haveEnd).toBe(false);
    expect(readScans(Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 9, 8)).haveEnd).toBe(false);
  });
});
