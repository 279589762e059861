// What the page Try knows without a browser.
import { describe, expect, it } from 'vitest';
import type { ModelFacts } from '../../../inference/page-model.ts';
import { rankedClasses, verdictOf } from './answer.ts';
import { askedOf, commandOf, featuresCommandOf, mapCommandOf } from './asked.ts';
import { fromBase64 } from '../../../core/base64.ts';
import { sheetOf } from '../../../core/canvas-pixels.ts';
import { featureColours, mapColours, pictureColours } from './colours.ts';
import { CameraError, failureOf } from '../../../core/camera.ts';
import { Drawing, paperSide, readStrokes, writeStrokes, type Brush } from '../../../core/drawing.ts';
import { featuresCsv } from './map-table.ts';
import { probabilityFigure } from './probability-figure.ts';
import { ownId, ownName } from '../../../core/own-files.ts';
import { tableOf } from './nearest.ts';
import { readSearch } from './search.ts';
import { sortFiles } from './sort-files.ts';
import { oneOfEach } from './sketches.ts';

const facts = {
  name: 'm.onnx',
  card: { classNames: ['a', 'b', 'c'], novelty: { threshold: 0.2, passing: 0.95, fittedOn: 9 } },
  layers: [
    { name: 'flat', value: 'f', shape: [9] },
    { name: 'conv', value: 'c', shape: [4, 3, 3] },
  ],
  methods: ['grad-cam', 'saliency'],
} as unknown as ModelFacts;

describe('the address', () => {
  it('is read with what the page knows, and the usual values are left out', () => {
    expect(readSearch({ source: 'camera', map: 'saliency', view: 'nearest', class: 'Bag' })).toEqual({
      ...{ source: 'camera', map: 'saliency', view: 'nearest', class: 'Bag' },
    });
    expect(readSearch({ source: 'draw', map: 'grad-cam', view: 'features', layer: '' })).toEqual({});
    expect(
      readSearch({ source: 'disk', map: 'none', prepare: 'no', model: 'x'.repeat(201), other: 1 }),
    ).toEqual({});
    expect(readSearch({ model: 7, prepare: 'unit' })).toEqual({ model: '7', prepare: 'unit' });
  });

  it('names files that were opened here', () => {
    expect(ownName(ownId('a b.onnx'))).toBe('a b.onnx');
    expect(ownName('atelier')).toBeUndefined();
  });

  it('asks for what the model has, and otherwise for the usual', () => {
    expect(askedOf(facts, { class: 'b', layer: 'conv', map: 'saliency' })).toEqual({
      map: { method: 'saliency', target: 1, layer: 'conv' },
      features: 'conv',
    });
    expect(askedOf(facts, { class: 'z', layer: 'z', map: 'cam', features: 'z' })).toEqual({
      map: { method: 'grad-cam' },
      features: 'conv',
    });
    expect(askedOf(facts, { features: 'flat' }).features).toBe('flat');
    expect(askedOf(facts, { view: 'nearest' }).features).toBeUndefined();
    expect(askedOf({ ...facts, methods: [] }, {}).map).toBeUndefined();
  });

  it('is a command line, quoted where a shell needs it', () => {
    expect(commandOf('runs/first', undefined)).toBe('atelier predict runs/first picture.png');
    expect(commandOf('atelier', 'it’s a $x.png')).toBe("atelier predict atelier 'it’s a $x.png'");
    expect(commandOf('atelier', "a'b.png")).toBe("atelier predict atelier 'a'\\''b.png'");
    expect(mapCommandOf('atelier', 'a.png', { method: 'grad-cam', layer: 'conv2d' }, 'Ankle boot')).toBe(
      "atelier explain atelier a.png --method grad-cam --class 'Ankle boot' --layer conv2d",
    );
    expect(featuresCommandOf('atelier', undefined, 'conv2d')).toBe(
      'atelier explain atelier picture.png --features conv2d',
    );
  });
});

describe('the answer', () => {
  it('has the likeliest class first, and of equal ones the first', () => {
    const ranked = rankedClasses(facts, [0.3, 0.4, 0.3]);
    expect(ranked.map(({ name }) => name)).toEqual(['b', 'a', 'c']);
    const { parts, title } = probabilityFigure(ranked, {
      ...{ title: 'Probabilities', about: '', unit: 'probability', percent: (share) => `${100 * share} %` },
    });
    expect(title).toBe('Probabilities');
    expect(parts.join('')).toMatch(/>b<[^]*>40 %<[^]*>a<[^]*>30 %<[^]*>c</);
  });

  it('is not to be trusted above the threshold', () => {
    expect(verdictOf(facts, { novelty: 0.21 })?.isNovel).toBe(true);
    expect(verdictOf(facts, { novelty: 0.2 })?.isNovel).toBe(false);
    expect(verdictOf(facts, {})).toBeUndefined();
  });
});

describe('colours', () => {
  const size = { width: 2, height: 1 };

  it('of grey and colour pictures', () => {
    const grey = pictureColours(Uint8Array.of(7, 9), { channels: 1, ...size });
    expect([...grey.data]).toEqual([7, 7, 7, 255, 9, 9, 9, 255]);
    const colour = pictureColours(Uint8Array.of(1, 2, 3, 4, 5, 6), { channels: 3, ...size });
    expect([...colour.data]).toEqual([1, 3, 5, 255, 2, 4, 6, 255]);
  });

  it('of a map with a sign: red for, blue against, and the picture shines through where it is weak', () => {
    const { data } = mapColours(Float32Array.of(1, -1), Uint8Array.of(0, 0), true, size);
    expect([data[0]! > data[2]!, data[4]! < data[6]!]).toEqual([true, true]);
    const weak = (level: number) =>
      mapColours(Float32Array.of(0, 1), Uint8Array.of(level, 0), true, size).data[0]!;
    expect(weak(255) - weak(0)).toBeGreaterThan(100);
  });

  it('of features go from black to white, and one level is black', () => {
    expect([...featureColours(Float32Array.of(-1, 3), 2, 1).data]).toEqual([
      0, 0, 0, 255, 255, 255, 255, 255,
    ]);
    expect([...featureColours(Float32Array.of(4, 4), 2, 1).data]).toEqual([0, 0, 0, 255, 0, 0, 0, 255]);
  });
});

it('feature maps are a table of their rows, units a table of numbers', () => {
  const maps = {
    layer: 'a',
    channels: 2,
    height: 2,
    width: 2,
    values: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  };
  expect(featuresCsv(maps)).toBe('map,row,column 1,column 2\n1,1,1,2\n1,2,3,4\n2,1,5,6\n2,2,7,8\n');
  const units = { ...maps, height: 1, width: 1, values: Float32Array.of(0.5, 0.25) };
  expect(featuresCsv(units)).toBe('map,row,column 1\n1,1,0.5\n2,1,0.25\n');
});

it('a sheet has its pictures in lines, with a gap that is clear', () => {
  const one = (level: number) => featureColours(Float32Array.of(0, level), 2, 1);
  const { width, height, data } = sheetOf([one(1), one(1), one(1)], 2);
  expect([width, height]).toEqual([2 + 1 + 2, 1 + 1 + 1]);
  const opacity = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => Number(data[4 * (y * width + x) + 3]! > 0)),
  );
  expect(opacity).toEqual([
    [1, 1, 0, 1, 1],
    [0, 0, 0, 0, 0],
    [1, 1, 0, 0, 0],
  ]);
});

describe('a drawing', () => {
  /** Notes what is drawn. */
  function notingBrush() {
    const notes: string[] = [];
    const note =
      (name: string) =>
      (...values: readonly unknown[]) =>
        void notes.push([name, ...values].join(' '));
    const brush = Object.fromEntries(
      ['beginPath', 'moveTo', 'lineTo', 'stroke', 'fill', 'fillRect', 'closePath'].map((name) => [
        name,
        note(name),
      ]),
    );
    return { notes, brush: brush as unknown as Brush };
  }

  it('takes strokes back and brings them again, until another begins', () => {
    const drawing = new Drawing();
    drawing.begin('pen', 8, 1, 2);
    drawing.extend(3, 4);
    drawing.end();
    drawing.extend(9, 9); // nothing has begun
    drawing.begin('erase', 8, 5, 6);
    expect(drawing.strokes.map(({ tool, points }) => [tool, ...points])).toEqual([
      ['pen', 1, 2, 3, 4],
      ['erase', 5, 6],
    ]);
    drawing.undo();
    expect([drawing.strokes.length, drawing.canRedo]).toEqual([1, true]);
    drawing.redo();
    drawing.clear();
    expect(drawing.strokes).toEqual([]);
    drawing.redo();
    expect(drawing.strokes.map(({ tool }) => tool)).toEqual(['pen']);
    drawing.begin('fill', 8, 0, 0);
    expect(drawing.canRedo).toBe(false);
  });

  it('is painted on paper, stroke by stroke; a shape is filled and a point is a dot', () => {
    const drawing = new Drawing();
    drawing.begin('fill', 8, 1, 2);
    drawing.extend(3, 4);
    drawing.begin('pen', 8, 5, 6);
    const { notes, brush } = notingBrush();
    drawing.paint(brush);
    expect(notes).toEqual([
      `fillRect 0 0 ${paperSide} ${paperSide}`,
      ...['beginPath', 'moveTo 1 2', 'lineTo 3 4', 'closePath', 'fill', 'stroke'],
      ...['beginPath', 'moveTo 5 6', 'lineTo 5 6', 'stroke'],
    ]);
  });
});

it('there is a sketch of each class, light on dark', () => {
  const all = oneOfEach();
  expect(new Set(all.map(({ name }) => name)).size).toBe(10);
  for (const { raster } of all) {
    expect([raster.width, raster.height, raster.data.length]).toEqual([28, 28, 4 * 784]);
    expect(Math.max(...raster.data.filter((_, i) => i % 4 === 0))).toBeGreaterThan(60);
  }
});

it('bytes come out of base64 as they went in', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
  expect(fromBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
});

describe('the files of a drop', () => {
  const file = (name: string, type = '') => ({ name, type });
  const [model, data, picture] = [file('a.onnx'), file('a.onnx.data'), file('b.png', 'image/png')];

  it.each([
    ['a model', [model], { model, weights: [] }],
    ['a model and its weights', [data, model], { model, weights: [data] }],
    ['a model and a file of any name', [file('w'), model], { model, weights: [file('w')] }],
    ['the weights alone', [data], { weights: [data] }],
    ['a picture', [picture], { picture, weights: [] }],
    [
      'something else, which is shown as a picture that can’t be read',
      [file('c.txt')],
      { picture: file('c.txt'), weights: [] },
    ],
    ['a picture and a model', [picture, model], { picture, model, weights: [] }],
  ] as const)('%s', (_, files, sorted) => {
    expect(sortFiles(files)).toEqual(sorted);
  });
});

describe('a drawing as text', () => {
  it('comes back with whole pixels, and can be taken back', () => {
    const drawing = new Drawing();
    drawing.begin('fill', 8, 1.4, 2.6);
    drawing.extend(3, 4);
    drawing.begin('erase', 16, 5, 6);
    const again = new Drawing(readStrokes(writeStrokes(drawing.strokes)));
    expect(again.strokes).toEqual([
      { tool: 'fill', width: 8, points: [1, 3, 3, 4] },
      { tool: 'erase', width: 16, points: [5, 6] },
    ]);
    again.undo();
    expect(again.strokes).toHaveLength(1);
  });

  it.each([
    undefined,
    '',
    '{',
    '{}',
    'null',
    '[["pen"]]',
    '[["pen",8,1]]',
    '[["axe",8,1,2]]',
    '[["pen",8,1,null]]',
  ])('is empty if the text is damaged: %s', (text) => expect(readStrokes(text)).toEqual([]));
});

it('exceptions of cameras have a cause that a person can remove', () => {
  const named = (name: string) => failureOf(new DOMException('', name));
  expect(['NotAllowedError', 'NotFoundError', 'NotReadableError', 'TypeError'].map(named)).toEqual([
    ...['denied', 'missing', 'busy', 'other'],
  ]);
  expect(new CameraError('busy', new Error('in use')).message).toBe('in use');
});

describe('the table of the nearest training pictures', () => {
  const neighbour = { index: 1234, label: 'Coat, long', similarity: 0.98, pixels: '' };

  it('has a line for each, and files only of photographs', () => {
    expect(tableOf({ neighbours: [neighbour] })).toBe(
      'Training picture,Class,Similarity\n1234,"Coat, long",0.98\n',
    );
    expect(tableOf({ neighbours: [{ ...neighbour, file: 'coat/1.jpg' }] })).toBe(
      'Training picture,File,Class,Similarity\n1234,coat/1.jpg,"Coat, long",0.98\n',
    );
  });
});
