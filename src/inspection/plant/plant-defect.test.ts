import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { defects, type DefectName } from './defects.ts';
import { placeOnPiece, type PlantPicture } from './picture.ts';
import { plantDefect } from './plant-defect.ts';

/** A textured disc of three colours on a light ground. */
function drawn(seed: number): PlantPicture {
  const random = new Random(seed, 'disc');
  const pixels = Uint8Array.from({ length: 3 * 120 * 160 }, (_, i) => {
    const [channel, y, x] = [Math.floor(i / 19200), Math.floor((i % 19200) / 160), i % 160];
    const isPiece = Math.hypot(x - 80, y - 60) < 50;
    return isPiece ? 60 + 40 * channel + 20 * Math.sin((x + seed) / 5) + random.between(0, 20) : 230;
  });
  return { height: 120, width: 160, channels: 3, pixels };
}

const [piece, other] = [drawn(1), drawn(2)];
const kinds = Object.keys(defects) as DefectName[];
const plant = (defect: DefectName, strength: number, index = 0, seed = 1) =>
  plantDefect(piece, { defect, strength, other, seed, index });

const isOnPiece = (x: number, y: number, around = 0) => Math.hypot(x - 80, y - 60) < 50 + around;

it('knows the piece from its ground', () => {
  const random = new Random(1, 'places');
  for (let i = 0; i < 200; i++) {
    const { x, y } = placeOnPiece(piece, random);
    expect(isOnPiece(x, y)).toBe(true);
  }
  const flat = { ...piece, pixels: piece.pixels.map(() => 9) };
  const xs = Array.from({ length: 20 }, () => placeOnPiece(flat, random).x);
  expect(Math.max(...xs) - Math.min(...xs)).toBeGreaterThan(50);
});

describe.each(kinds)('%s', (defect) => {
  it('changes only what its mask has, on the piece or at its edge', () => {
    for (const strength of [1, 3, 5]) {
      const { picture, mask, area, contrast } = plant(defect, strength);
      const change = (i: number) =>
        Math.max(
          ...[0, 1, 2].map((channel) =>
            Math.abs(picture.pixels[channel * 19200 + i]! - piece.pixels[channel * 19200 + i]!),
          ),
        );
      const changes = Array.from({ length: 19200 }, (_, i) => change(i));
      expect([...mask]).toEqual(changes.map((value) => Number(value >= 2)));
      const inside = changes.filter((_, i) => mask[i]);
      expect(area).toBeCloseTo(inside.length / 19200, 9);
      expect(contrast).toBeCloseTo(inside.reduce((a, b) => a + b, 0) / inside.length / 255, 9);
      expect(mask.some((value, i) => value && isOnPiece(i % 160, Math.floor(i / 160), 15))).toBe(true);
    }
  });

  it('is larger and easier to see the stronger it is', () => {
    const visible = [1, 2, 3, 4, 5].map((strength) => {
      const planted = Array.from({ length: 12 }, (_, index) => plant(defect, strength, index));
      return planted.reduce((sum, { area, contrast }) => sum + area * contrast, 0);
    });
    expect(visible).toEqual(visible.toSorted((a, b) => a - b));
  });

  it('is the same from the same seed, and another from another', () => {
    expect(plant(defect, 3)).toEqual(plant(defect, 3));
    expect(plant(defect, 3, 0, 2).mask).not.toEqual(plant(defect, 3).mask);
    expect(plant(defect, 3, 1).mask).not.toEqual(plant(defect, 3).mask);
  });
});

it('refuses a picture in which it can change nothing', () => {
  const flat = { ...piece, pixels: new Uint8Array(piece.pixels.length).fill(50) };
  expect(() =>
    plantDefect(flat, { defect: 'another-piece', strength: 5, other: flat, seed: 1, index: 0 }),
  ).toThrow('changes nothing in this picture');
});
