// Pictures ready to be drawn: in the slots of a few canvases, so that a frame with hundreds of pictures
// copies from few places. The slots of pictures that were drawn longest ago are used again. A frame first
// gets all its pictures ready, then draws them: a browser copies a whole canvas whenever it is written to
// after it was drawn from.
import { colourPixels } from './core/colour-pixels.ts';
import { keyOf, type PicturePlace } from './core/place.ts';
import type { PixelSource } from './core/pixel-source.ts';

const side = 1024;
const mostCanvases = 12;

interface Slot {
  readonly context: CanvasRenderingContext2D;
  readonly x: number;
  readonly y: number;
}

export class PictureAtlas {
  private readonly source: PixelSource;
  private readonly slots = new Map<string, Slot>();
  private readonly free: Slot[] = [];
  private readonly image: ImageData;
  private canvases = 0;

  constructor(source: PixelSource) {
    this.source = source;
    const { width, height } = source.shape;
    this.image = new ImageData(width, height);
  }

  /** Gets pictures ready to be drawn; returns those whose pixels are not here yet. */
  prepare(places: readonly PicturePlace[]): PicturePlace[] {
    return places.filter((place) => !this.slotOf(place));
  }

  /** Draws a picture that is ready into a square; returns false if it is not. */
  draw(into: CanvasRenderingContext2D, place: PicturePlace, x: number, y: number, size: number): boolean {
    const slot = this.slots.get(keyOf(place));
    if (!slot) return false;
    const { width, height } = this.source.shape;
    const scale = size / Math.max(width, height);
    const [w, h] = [width * scale, height * scale];
    into.drawImage(
      slot.context.canvas,
      slot.x,
      slot.y,
      width,
      height,
      x + (size - w) / 2,
      y + (size - h) / 2,
      w,
      h,
    );
    return true;
  }

  private slotOf(place: PicturePlace): Slot | undefined {
    const key = keyOf(place);
    const known = this.slots.get(key);
    if (known) {
      this.slots.delete(key);
      this.slots.set(key, known);
      return known;
    }
    const pixels = this.source.get(place);
    if (!pixels) return undefined;
    const slot = this.emptySlot();
    colourPixels(pixels, this.source.shape, this.image.data);
    slot.context.putImageData(this.image, slot.x, slot.y);
    this.slots.set(key, slot);
    return slot;
  }

  private emptySlot(): Slot {
    if (this.free.length === 0 && this.canvases < mostCanvases) this.addCanvas();
    const slot = this.free.pop();
    if (slot) return slot;
    const [oldest, used] = this.slots.entries().next().value!;
    this.slots.delete(oldest);
    return used;
  }

  private addCanvas(): void {
    const { width, height } = this.source.shape;
    const [columns, rows] = [Math.max(1, Math.floor(side / width)), Math.max(1, Math.floor(side / height))];
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: columns * width, height: rows * height });
    const context = canvas.getContext('2d', { willReadFrequently: true })!; // it stays in plain memory
    this.canvases++;
    for (let i = columns * rows - 1; i >= 0; i--)
      this.free.push({ context, x: (i % columns) * width, y: Math.floor(i / columns) * height });
  }
}
