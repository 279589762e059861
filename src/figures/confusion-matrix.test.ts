// The matrix as a picture: a cell for each pair, with its count, its share and its text.
import { expect, it } from 'vitest';
import { figureDocument, figureElement } from './figure.ts';
import { confusionFigure } from './confusion-matrix.ts';

const confusion = [
  [990, 10, 0],
  [3, 1, 0],
  [0, 0, 0],
];
const classNames = ['hat', '<coat>', 'a name that is far too long to be written'];
const cellsOf = (svg: string) =>
  [
    ...svg.matchAll(
      /<g class="cell" data-label="(\d+)" data-prediction="(\d+)" aria-label="([^"]*)">(.*?)<\/g>/g,
    ),
  ].map(([, label, prediction, says, inside]) => ({ place: `${label} ${prediction}`, says, inside }));

it('describes each cell by its count and its share of the class', () => {
  const cells = cellsOf(figureElement(confusionFigure({ confusion, classNames, words: 'both' })));
  expect(cells).toHaveLength(9);
  const at = (place: string) => cells.find((cell) => cell.place === place)!;
  expect(at('0 1').says).toBe('10 pictures of hat predicted as &#60;coat&#62;, 1.0 %');
  expect(at('1 0').says).toBe('3 pictures of &#60;coat&#62; predicted as hat, 75 %');
  expect(at('0 0').inside).toMatch(/class="hit9".*counts[^>]*>990<.*rates[^>]*>99</);
  expect(at('1 0').inside).toMatch(/class="miss8".*>3<.*>75</); // √0.75 is 0.87
  expect(at('2 2').inside).toMatch(/class="ground"[^>]*\/>$/); // an empty class has nothing to divide by
});

it('has counts, rates or both', () => {
  const svg = (words: 'counts' | 'rates') =>
    figureDocument(confusionFigure({ confusion, classNames, words }));
  expect(svg('counts')).toContain('>990<');
  expect(svg('counts')).not.toContain('>99<');
  expect(svg('rates')).toContain('>99<');
  expect(svg('rates')).not.toContain('>990<');
});

it('shortens and escapes names, and omits text and empty cells for a hundred classes', () => {
  const svg = figureDocument(confusionFigure({ confusion, classNames, words: 'counts' }));
  expect(svg).toContain('>a name that is …<');
  expect(svg).not.toContain('<coat>');
  const many = Array.from({ length: 100 }, (_, i) => Array.from({ length: 100 }, (_, k) => Number(i === k)));
  const names = many.map((_, i) => `class ${i}`);
  const large = confusionFigure({ confusion: many, classNames: names, words: 'both' });
  expect(cellsOf(figureElement(large))).toHaveLength(100);
  expect(figureElement(large)).not.toContain('class="middle counts');
  expect(large.height).toBeLessThanOrEqual(860);
});

it('names classes so far apart that no name covers another', () => {
  const many = Array.from({ length: 100 }, () => new Array<number>(100).fill(0));
  const figure = confusionFigure({
    confusion: many,
    classNames: many.map(() => 'name'),
    words: 'both',
    width: 640,
  });
  const svg = figureElement(figure);
  const columns = [...svg.matchAll(/translate\(([\d.]+) [\d.]+\) rotate\(-40\)/g)].map(([, x]) => Number(x));
  const lineHeight = 13;
  const apart = (columns[1]! - columns[0]!) * Math.sin((40 * Math.PI) / 180);
  expect(apart).toBeGreaterThanOrEqual(lineHeight);
  expect(columns.at(-1)! + 4 * 8).toBeLessThan(figure.width); // the last name is inside of the figure
});
