import { describe, expect, it } from 'vitest';
import { apart, classPlaces } from './class-places.ts';
import { mapCsv, mapFigure } from './map-files.ts';
import { moveOf } from './map-keys.ts';
import { readMapSource } from './map-source.ts';
import { onBoard, panned, readView, toBoard, toScreen, wholeMap, writeView, zoomedAt } from './map-view.ts';
import { paintPoints, pixelOf, radiusOf } from './paint-points.ts';

const size = { width: 648, height: 448 }; // 0.4 pixels for each unit of the board

describe('the view of a map', () => {
  it('puts the longer axis on the whole board, with y upwards', () => {
    expect([...onBoard(Float32Array.of(0, 0, 4, 2))]).toEqual([0, 750, 1000, 250]);
    expect([...onBoard(Float32Array.of(3, 3, 3, 3))]).toEqual([500, 500, 500, 500]);
  });

  it('leads from the board to the screen and back', () => {
    expect(toScreen(wholeMap, size, [500, 500])).toEqual([324, 224]);
    expect(toScreen(wholeMap, size, [0, 0])).toEqual([124, 24]);
    expect(toBoard({ x: 100, y: 200, zoom: 2 }, size, [324 + 80, 224])).toEqual([200, 200]);
  });

  it('zooms around a point, and never out of the map', () => {
    const at = [124, 24] as const;
    const near = zoomedAt(wholeMap, size, 4, at);
    expect(toBoard(near, size, at)).toEqual(toBoard(wholeMap, size, at));
    expect(zoomedAt(near, size, 1 / 100, at).zoom).toBe(1);
    expect(panned(wholeMap, size, [40, -20])).toEqual({ x: 400, y: 550, zoom: 1 });
    expect(panned(wholeMap, size, [9000, 0]).x).toBe(0);
  });

  it('is in the address, unless it is the whole map', () => {
    expect(writeView(wholeMap)).toBeUndefined();
    const view = { x: 512, y: 30, zoom: 2.25 };
    expect(readView(writeView(view))).toEqual(view);
    for (const text of [undefined, '', '1,2', '1,2,0.5', '1,2,1e9', 'a,b,c'])
      expect(readView(text)).toEqual(wholeMap);
  });
});

describe('the keys of a map', () => {
  const state = { view: wholeMap, size, circle: { x: 0, y: 0, radius: 50 } };

  it('move and size the circle, which stays on the screen', () => {
    expect(moveOf('ArrowRight', false, state)!.circle).toEqual({ x: 16, y: 0, radius: 50 });
    expect(moveOf(']', false, state)!.circle.radius).toBe(62.5);
    const edge = { ...state, circle: { x: -320, y: 0, radius: 50 } };
    expect(moveOf('ArrowLeft', false, edge)!.circle.x).toBe(-324);
  });

  it('move and zoom the map', () => {
    expect(moveOf('ArrowDown', true, state)!.view).toEqual({ x: 500, y: 620, zoom: 1 });
    const { view } = moveOf('+', false, state)!;
    expect(view.zoom).toBeCloseTo(1.4);
    expect(moveOf('Home', false, { ...state, view })!.view).toEqual(wholeMap);
    expect(moveOf('k', false, state)).toBeUndefined();
  });
});

describe('points', () => {
  const [red, blue] = [pixelOf('#ff0000'), pixelOf('#0000ff')];
  const kinds = [
    { pixel: red, isSquare: false },
    { pixel: blue, isSquare: true },
  ];
  const painting = { width: 448, height: 448, pixels: new Uint32Array(448 * 448) };
  const painted = (pixel: number) =>
    Array.from(painting.pixels.keys()).filter((i) => painting.pixels[i] === pixel);

  it('have the colours of a canvas', () => {
    expect([...new Uint8Array(Uint32Array.of(pixelOf('#0a141e')).buffer)]).toEqual([10, 20, 30, 255]);
  });

  it('are discs or squares at their places, the later ones on top', () => {
    const board = Float32Array.of(500, 500, 500, 500, 0, 0);
    paintPoints(painting, { board, looks: [0, 0, 1], kinds }, wholeMap, 1.2);
    const centre = 224 * 448 + 224;
    expect(painted(red)).toEqual([centre - 448, centre - 1, centre, centre + 1, centre + 448]);
    expect(painted(blue)).toHaveLength(9);
    paintPoints(painting, { board, looks: [0, 1, 1], kinds }, wholeMap, 1.2);
    expect(painting.pixels[centre]).toBe(blue);
    const below = [kinds[0]!, { ...kinds[1]!, isBelow: true }];
    paintPoints(painting, { board, looks: [0, 1, 1], kinds: below }, wholeMap, 1.2);
    expect(painting.pixels[centre]).toBe(red);
  });

  it('are cut at the edges, and left out beyond them', () => {
    const view = { x: 0, y: 0, zoom: 4 }; // 1.6 pixels for each unit: the middle shows the corner
    const board = Float32Array.of(140, 0, 1000, 1000); // at 448, just outside, and far away
    paintPoints(painting, { board, looks: [1, 1], kinds }, view, 2);
    expect(painted(blue).map((i) => i % 448)).toEqual(Array.from({ length: 10 }, (_, i) => 446 + (i % 2)));
  });

  it('are smaller where there are many, and grow as one comes near', () => {
    expect(radiusOf(60_000, 1)).toBeLessThan(radiusOf(10_000, 1));
    expect(radiusOf(60_000, 10)).toBeGreaterThan(radiusOf(60_000, 1));
  });
});

it('the name of a class stands where most of its points are', () => {
  const board = Float32Array.of(10, 10, 12, 12, 900, 900, 600, 620);
  expect(classPlaces(board, [0, 0, 0, 2], 3)).toEqual([[25, 25], undefined, [625, 625]]);
});

it('names that would overlap stand below each other', () => {
  const names = [
    { name: 'Coat', at: [100, 50] },
    { name: 'Pullover', at: [110, 48] },
    { name: 'Bag', at: [400, 50] },
  ] as const;
  expect(apart(names).map(({ name, at }) => [name, ...at])).toEqual([
    ['Pullover', 110, 48],
    ['Coat', 100, 67],
    ['Bag', 400, 50],
  ]);
});

it('the bytes of a map are taken apart', () => {
  const bytes = new ArrayBuffer(4 * 12);
  new Float32Array(bytes, 0, 8).set([1, 2, 3, 4, 0, 0.5, 0, 0.25]);
  new Int32Array(bytes, 32, 4).set([0, 1, 1, 0]);
  const state = { isReady: true, count: 2, landmarks: 2, k: 2 } as const;
  const source = readMapSource(state, bytes);
  expect([...source.components]).toEqual([1, 2, 3, 4]);
  expect([...source.distances]).toEqual([0, 0.5, 0, 0.25]);
  expect([...source.indices]).toEqual([0, 1, 1, 0]);
  expect(() => readMapSource({ ...state, count: 3 }, bytes)).toThrow('damaged');
});

it('a map is saved with its classes and places', () => {
  const pictures = [
    { split: 'train', index: 0, label: 1 },
    { split: 'train', index: 5, label: 0, file: 'a.jpg' },
  ] as const;
  const places = Float32Array.of(0, 1, 2, 3);
  expect(mapCsv(pictures, places, ['Hat', 'Bag']).trim().split(/\r?\n/)).toEqual([
    'split,index,file,class,x,y',
    'train,0,,Bag,0,1',
    'train,5,a.jpg,Hat,2,3',
  ]);
  const head = { name: 'map', title: 'Map', about: '' };
  const { parts } = mapFigure(head, pictures, places, ['Hat', 'Bag']);
  expect(parts.filter((part) => part.includes('data-index'))).toHaveLength(2);
  expect(parts.join('')).not.toContain('missed');
});
