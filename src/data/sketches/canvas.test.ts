// The canvas: areas worked out by hand.
import { describe, expect, it } from 'vitest';
import { Canvas, side, type Points } from './canvas.ts';
import { flip, mirrored, Outline } from './outline.ts';

const upright = { angle: 0, scaleX: 1, scaleY: 1, shiftX: 0, shiftY: 0 };

function painted(outline: Points, pose = upright): Float32Array {
  const canvas = new Canvas();
  canvas.reset(pose);
  canvas.area(outline).paint(() => 1);
  return canvas.pixels;
}

const total = (pixels: Float32Array) => pixels.reduce((sum, pixel) => sum + pixel, 0);
const at = (pixels: Float32Array, x: number, y: number) => pixels[y * side + x];

describe('area', () => {
  it('covers each pixel of a rectangle by the share inside it', () => {
    const pixels = painted([2.25, 3.5, 5, 3.5, 5, 6, 2.25, 6]);
    expect(at(pixels, 2, 3)).toBeCloseTo(0.375, 6);
    expect(at(pixels, 3, 3)).toBeCloseTo(0.5, 6);
    expect(at(pixels, 2, 4)).toBeCloseTo(0.75, 6);
    expect(at(pixels, 4, 5)).toBeCloseTo(1, 6);
    expect(at(pixels, 5, 5)).toBe(0);
    expect(total(pixels)).toBeCloseTo(2.75 * 2.5, 5);
  });

  it('does not depend on the direction of the outline', () => {
    const outline = [3, 4, 20, 7, 11, 25];
    const reversed = [11, 25, 20, 7, 3, 4];
    expect(painted(outline)).toEqual(painted(reversed));
  });

  it('has the area of a triangle', () => {
    expect(total(painted([3, 4, 20, 7, 11, 25]))).toBeCloseTo(0.5 * (17 * 21 - 8 * 3), 3);
  });

  it('is clipped at the borders', () => {
    expect(total(painted([-5, -5, 40, -5, 40, 40, -5, 40]))).toBeCloseTo(side * side, 3);
    expect(total(painted([30, 3, 40, 3, 40, 9, 30, 9]))).toBe(0);
  });

  it('follows the pose', () => {
    const pixels = painted([13, 13, 15, 13, 15, 15, 13, 15], { ...upright, scaleX: 2, scaleY: 3, shiftX: 1 });
    expect(total(pixels)).toBeCloseTo(24, 4);
    expect(at(pixels, 16, 16)).toBeCloseTo(1, 6);
    expect(at(pixels, 12, 13)).toBe(0);
  });
});

describe('line', () => {
  it('has the area of its length times its width', () => {
    const canvas = new Canvas();
    canvas.reset(upright);
    canvas.line([4, 5, 16, 10], 1.5).paint(() => 1);
    expect(total(canvas.pixels)).toBeCloseTo(13 * 1.5, 3);
  });

  it('shades and erases painted pixels', () => {
    const canvas = new Canvas();
    canvas.reset(upright);
    canvas.area([0, 0, 28, 0, 28, 28, 0, 28]).paint(() => 0.8);
    canvas.line([0, 4.5, 28, 4.5], 1).shade(0.5);
    canvas.line([0, 6.5, 28, 6.5], 1).erase();
    expect([4, 5, 6].map((y) => at(canvas.pixels, 9, y)!.toFixed(4))).toEqual(['0.4000', '0.8000', '0.0000']);
  });
});

describe('outlines', () => {
  it('mirror about the middle', () => {
    expect(flip([20, 3, 14, 5])).toEqual([8, 3, 14, 5]);
    expect(mirrored([14, 2, 20, 9])).toEqual([14, 2, 20, 9, 8, 9, 14, 2]);
  });

  it('curve through the middle of start, control and end', () => {
    const { points } = new Outline(0, 0).curve(10, 0, 10, 10);
    expect(points.slice(-2)).toEqual([10, 10]);
    expect(points[2]).toBeCloseTo(3.6, 6);
    expect(points[3]).toBeCloseTo(0.4, 6);
  });
});
