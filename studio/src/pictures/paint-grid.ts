// Paints the part of a grid that is in sight.
import { cornerOf, inSight, type GridLayout } from './core/grid-layout.ts';
import type { PicturePlace } from './core/place.ts';
import type { PictureAtlas } from './picture-atlas.ts';

/** What a picture is marked with: a line below it in the colour of that meaning. */
export type PictureMark = 'accent' | 'good' | 'warn' | 'bad' | 'dimmed';

export interface GridContent {
  readonly pictures: readonly PicturePlace[];
  /** The line below a picture. */
  readonly captionOf?: ((index: number) => string) | undefined;
  readonly markOf?: ((index: number) => PictureMark | undefined) | undefined;
  /** The index of the picture that keys work on. */
  readonly active: number;
}

export const captionHeight = 18;

interface View {
  readonly layout: GridLayout;
  /** The scroll position, and the height of what is in sight. */
  readonly top: number;
  readonly height: number;
}

/** Paints, and returns the pictures in sight whose pixels are missing. */
export function paintGrid(
  context: CanvasRenderingContext2D,
  atlas: PictureAtlas,
  { pictures, captionOf, markOf, active }: GridContent,
  { layout, top, height }: View,
): PicturePlace[] {
  const colours = coloursOf(context.canvas);
  const [first, end] = inSight(layout, top, height);
  const missing = atlas.prepare(pictures.slice(first, end));
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.font = colours.font;
  context.textBaseline = 'middle';
  for (let index = first; index < end; index++) {
    const { x, y: below } = cornerOf(layout, index);
    const y = below - top;
    const mark = markOf?.(index);
    context.globalAlpha = mark === 'dimmed' ? 0.3 : 1;
    if (!atlas.draw(context, pictures[index]!, x, y, layout.side)) {
      context.fillStyle = colours.hover;
      context.fillRect(x, y, layout.side, layout.side);
    }
    context.globalAlpha = 1;
    if (mark && mark !== 'dimmed') {
      context.fillStyle = colours[mark];
      context.fillRect(x, y + layout.side - 4, layout.side, 4);
    }
    if (captionOf) {
      context.fillStyle = colours.quiet;
      context.fillText(
        shortened(context, captionOf(index), layout.side),
        x,
        y + layout.side + captionHeight / 2,
      );
    }
    if (index === active) outline(context, x, y, layout.side, colours);
  }
  return missing;
}

function outline(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  side: number,
  { ground, accent }: ReturnType<typeof coloursOf>,
): void {
  const ring = (colour: string, inset: number) => {
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.strokeRect(x + inset, y + inset, side - 2 * inset, side - 2 * inset);
  };
  ring(accent, 1);
  ring(ground, 3);
}

function shortened(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let length = text.length - 1;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > width) length--;
  return `${text.slice(0, length)}…`;
}

function coloursOf(element: Element) {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`);
  return {
    ...{ hover: colour('hover'), quiet: colour('quiet'), ground: colour('ground'), accent: colour('accent') },
    ...{ good: colour('good'), warn: colour('warn'), bad: colour('bad') },
    font: `11px ${style.fontFamily}`,
  };
}
