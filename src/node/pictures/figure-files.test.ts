// Figures as PNG files: letters that the font lacks are transliterated.
import { expect, it } from 'vitest';
import type { Figure } from '../../figures/figure.ts';
import { text } from '../../figures/svg.ts';
import { figureFile } from './figure-files.ts';

const figure = (words: string): Figure => ({
  ...{ name: 'words', title: words, about: '', width: 200, height: 40 },
  parts: [text(10, 20, words)],
});

it.each([
  ['衬衫', 'ChenShan'],
  ['👗', ':dress:'],
])('%s is drawn as %s', async (words, latin) => {
  const drawn = await figureFile(figure(words), 'png');
  expect(Buffer.compare(drawn, await figureFile(figure(latin), 'png'))).toBe(0);
  expect(Buffer.compare(drawn, await figureFile(figure('other words'), 'png'))).not.toBe(0);
});

it('SVG keeps all letters, because the reader may have a font for them', async () => {
  expect(Buffer.from(await figureFile(figure('衬衫'), 'svg')).toString()).toContain('衬衫');
});
