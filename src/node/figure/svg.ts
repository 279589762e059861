// What figures are made of: words and numbers as SVG has them, written by hand.

export const text = (x: number, y: number, words: string, className?: string): string =>
  `<text x="${round(x)}" y="${round(y)}"${className ? ` class="${className}"` : ''}>${escape(words)}</text>`;

/** A tenth of a pixel is as fine as a figure needs. */
export const round = (value: number): number => Math.round(value * 10) / 10;

/** Words, from a stranger's file perhaps, as they may stand in a document. */
export const escape = (words: string): string =>
  words.replace(/\p{Cc}/gu, ' ').replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
