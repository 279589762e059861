// The colour of a curve by its position, in the theme of the page.
import { palette } from '../../../src/figures/colours.ts';

/** A CSS colour; it is that of the figures at the same position. */
export function curveColour(position: number): string {
  const colours = document.documentElement.dataset['theme'] === 'dark' ? palette.dark : palette.light;
  return colours[position % colours.length]!;
}
