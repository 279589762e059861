// Elements of SVG as text. Words come from strangers' files and are escaped.
import { line as pathOf } from 'd3-shape';

/** Places or values, in pixels or in an axis's unit. */
export type Points = readonly (readonly [x: number, y: number])[];

export const rect = (x: number, y: number, width: number, height: number, className: string): string =>
  `<rect class="${className}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"/>`;

export const circle = (x: number, y: number, radius: number, className: string): string =>
  `<circle class="${className}" cx="${round(x)}" cy="${round(y)}" r="${radius}"/>`;

export const text = (x: number, y: number, words: string, className?: string): string =>
  `<text x="${round(x)}" y="${round(y)}"${className ? ` class="${className}"` : ''}>${escape(words)}</text>`;

const path = pathOf<readonly [number, number]>().digits(1);

/** A line from place to place, in pixels. */
export const line = (points: Points, className: string): string =>
  `<path class="${className}" d="${path(points) ?? ''}"/>`;

/** A tenth of a pixel is as fine as a figure needs. */
export const round = (value: number): number => Math.round(value * 10) / 10;

/** As many letters of a name as there is room for. */
export const shortened = (words: string, most: number): string =>
  words.length > most ? `${words.slice(0, most - 1)}…` : words;

/** Words as they may stand in a document. */
export const escape = (words: string): string =>
  words.replace(/\p{Cc}/gu, ' ').replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
