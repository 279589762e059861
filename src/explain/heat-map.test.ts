// Colours at the ends and in the middle of their scales.
import { expect, it } from 'vitest';
import { heatMap, overlaidHeatMap } from './heat-map.ts';

const colours = (planes: Uint8Array) => {
  const area = planes.length / 3;
  return Array.from({ length: area }, (_, i) => [0, 1, 2].map((channel) => planes[channel * area + i]!));
};

it('goes from black to light yellow, scaled by the maximum of each map', () => {
  expect(colours(heatMap(Float32Array.of(0, 3), false))).toEqual([
    [0, 0, 4],
    [252, 255, 164],
  ]);
});

it('goes from blue through white to red for signed maps', () => {
  expect(colours(heatMap(Float32Array.of(-2, 0, 2, 1), true))).toEqual([
    [33, 102, 172],
    [247, 247, 247],
    [178, 24, 43],
    [244, 165, 130],
  ]);
});

it('interpolates between five colours at equal distances', () => {
  expect(colours(heatMap(Float32Array.of(0, 1, 2, 3, 4, 5), false))).toEqual([
    [0, 0, 4],
    [66, 10, 104],
    [147, 38, 103],
    [221, 81, 58],
    [252, 165, 10],
    [252, 255, 164],
  ]);
  // Halfway between two: rounded means of their channels.
  expect(colours(heatMap(Float32Array.of(1, 10), false))[0]).toEqual([33, 5, 54]);
  expect(colours(heatMap(Float32Array.of(-3, 4), true))[0]).toEqual([90, 150, 197]);
});

it('is black below zero for unsigned maps', () => {
  expect(colours(heatMap(Float32Array.of(-5, 5), false))[0]).toEqual([0, 0, 4]);
});

it('accepts a scale that several maps share', () => {
  expect(colours(heatMap(Float32Array.of(1, 9), true, 2))).toEqual([
    [244, 165, 130],
    [178, 24, 43],
  ]);
});

it('of an empty map is empty', () => {
  expect(colours(heatMap(Float32Array.of(0), true))).toEqual([[247, 247, 247]]);
  expect(colours(heatMap(Float32Array.of(0), false))).toEqual([[0, 0, 4]]);
});

it('overlays the grey picture with at most three quarters opacity', () => {
  const laid = colours(overlaidHeatMap(Float32Array.of(0, 1), Uint8Array.of(0, 100, 0, 200, 0, 0)));
  expect(laid[0]).toEqual([0, 0, 1]);
  expect(laid[1]).toEqual([252, 255, 164].map((level) => Math.round(0.75 * level + 0.25 * 100)));
});
