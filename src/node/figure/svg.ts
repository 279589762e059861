// What figures are made of: an SVG document in the reader's light or dark setting, words, rectangles. Written
// by hand, without CSS variables, which not every program that draws SVG knows.

/** Colours that all figures share. */
export const light = { ground: '#fff', ink: '#1b1f24', quiet: '#59636e', grid: '#d8dee4' };
export const dark = { ground: '#0d1117', ink: '#e6edf3', quiet: '#9198a1', grid: '#2f353d' };

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** What the figure is called where it is read aloud. */
  readonly title: string;
  /** CSS of the figure's own. */
  readonly styles: FigureStyles;
}

/** CSS: everywhere, on light ground, on dark ground. */
export interface FigureStyles {
  readonly always: string;
  readonly light: string;
  readonly dark: string;
}

const shared = ({ ground, ink, quiet, grid }: typeof light): string =>
  `text { fill: ${ink} } .quiet { fill: ${quiet} } .ground { fill: ${ground} } .grid { stroke: ${grid} }`;

/** All the CSS of a figure: what every one has, and its own. */
export const withSharedStyles = ({ always, light: onLight, dark: onDark }: FigureStyles): FigureStyles => ({
  always: `text { font: 13px system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif }
  .title { font-size: 18px; font-weight: 600 } .end { text-anchor: end } .middle { text-anchor: middle }
  ${always}`,
  light: `${shared(light)}\n  ${onLight}`,
  dark: `${shared(dark)}\n  ${onDark}`,
});

/** A whole document; the parts are elements as text. */
export function svgDocument({ width, height, title, styles }: Frame, parts: readonly string[]): string {
  const all = withSharedStyles(styles);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(title)}">`,
    '<style>',
    `  ${all.always}`,
    `  ${all.light}`,
    '  @media (prefers-color-scheme: dark) {',
    `  ${all.dark}`,
    '  }',
    '</style>',
    rect(0, 0, width, height, 'ground'),
    ...parts,
    '</svg>\n',
  ].join('\n');
}

export const rect = (x: number, y: number, width: number, height: number, className: string): string =>
  `<rect class="${className}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"/>`;

export const text = (x: number, y: number, words: string, className?: string): string =>
  `<text x="${round(x)}" y="${round(y)}"${className ? ` class="${className}"` : ''}>${escape(words)}</text>`;

/** A line from place to place, in pixels. */
export const line = (points: readonly (readonly [x: number, y: number])[], className: string): string =>
  `<path class="${className}" d="M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}"/>`;

/** A tenth of a pixel is as fine as a figure needs. */
export const round = (value: number): number => Math.round(value * 10) / 10;

/** Words, from a stranger's file perhaps, as they may stand in a document. */
export const escape = (words: string): string =>
  words.replace(/\p{Cc}/gu, ' ').replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
