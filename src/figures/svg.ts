// Elements of SVG as text. Words may come from untrusted files, so they are escaped.
import { line as pathOf } from 'd3-shape';

/** Points in pixels or in the units of the axes. */
export type Points = readonly (readonly [x: number, y: number])[];

/** @param radius of the corners */
export const rect = (
  x: number,
  y: number,
  width: number,
  height: number,
  className: string,
  radius = 0,
): string =>
  `<rect class="${className}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"${radius > 0 ? ` rx="${radius}"` : ''}/>`;

export const circle = (x: number, y: number, radius: number, className: string): string =>
  `<circle class="${className}" cx="${round(x)}" cy="${round(y)}" r="${radius}"/>`;

export const text = (x: number, y: number, words: string, className?: string): string =>
  `<text x="${round(x)}" y="${round(y)}"${className ? ` class="${className}"` : ''}>${escape(words)}</text>`;

/** @param commands as in the attribute `d` */
export const path = (commands: string, className: string): string =>
  `<path class="${className}" d="${commands}"/>`;

const through = pathOf<readonly [number, number]>().digits(1);

/** A line through points, in pixels. */
export const line = (points: Points, className: string): string => path(through(points) ?? '', className);

/** Rounds to a tenth of a pixel, which is fine enough for a figure. */
export const round = (value: number): number => Math.round(value * 10) / 10;

/** Shortens words to at most so many characters, with an ellipsis. */
export const shortened = (words: string, most: number): string =>
  words.length > most ? `${words.slice(0, most - 1)}…` : words;

/** Escapes words for SVG and HTML, and replaces control characters by spaces; line breaks stay. */
export const escape = (words: string): string =>
  words.replace(/[^\P{Cc}\n]/gu, ' ').replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
