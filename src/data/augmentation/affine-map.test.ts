// Affine maps: composed steps lead back to the source of a point, in any order.
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { AffineMap } from './affine-map.ts';

type Point = readonly [x: number, y: number];

/** Where a point of the new picture lies in the old one. */
const back = (map: AffineMap, [x, y]: Point): Point => [
  map.xx * x + map.xy * y + map.x0,
  map.yx * x + map.yy * y + map.y0,
];

/** Each method, and where it takes a point of the picture, written out by itself. */
const steps: readonly ((map: AffineMap, amount: number) => (point: Point) => Point)[] = [
  (map, amount) => {
    map.rotate(amount);
    const [cos, sin] = [Math.cos((amount * Math.PI) / 180), Math.sin((amount * Math.PI) / 180)];
    return ([x, y]) => [x * cos + y * sin, y * cos - x * sin];
  },
  (map, amount) => {
    const factor = 1 + Math.abs(amount) / 50;
    map.scale(factor, 2 - factor / 3);
    return ([x, y]) => [x * factor, y * (2 - factor / 3)];
  },
  (map, amount) => {
    map.shear(amount);
    return ([x, y]) => [x + Math.tan((amount * Math.PI) / 180) * y, y];
  },
  (map, amount) => {
    map.shearColumns(amount);
    return ([x, y]) => [x, y + Math.tan((amount * Math.PI) / 180) * x];
  },
  (map) => {
    map.flip();
    return ([x, y]) => [-x, y];
  },
  (map, amount) => {
    map.translate(amount, amount / 3);
    return ([x, y]) => [x + amount, y + amount / 3];
  },
];

describe('AffineMap', () => {
  it('maps points back to their source for any steps in any order, within 1e-9', () => {
    const random = new Random(1, 'test', 'maps');
    const map = new AffineMap();
    for (let trial = 0; trial < 200; trial++) {
      map.reset();
      const start: Point = [random.between(-20, 20), random.between(-20, 20)];
      const end = Array.from({ length: 6 }).reduce<Point>(
        (point) => steps[random.integer(steps.length)]!(map, random.between(-45, 45))(point),
        start,
      );
      const [x, y] = back(map, end);
      expect(Math.hypot(x - start[0], y - start[1])).toBeLessThan(1e-9);
    }
  });

  it('turns counter-clockwise on the screen, where y grows downwards', () => {
    const map = new AffineMap();
    map.rotate(90);
    const [x, y] = back(map, [0, -1]); // what is at the top now was on the right
    expect(x).toBeCloseTo(1, 12);
    expect(y).toBeCloseTo(0, 12);
  });

  it('is the identity after a reset', () => {
    const map = new AffineMap();
    for (const step of steps) step(map, 30);
    map.reset();
    expect(map).toEqual(new AffineMap());
  });
});
