// Bags: a body from clutch to tote, one or two handles, a flap and a clasp. A bag whose handle hangs down is
// little more than a rectangle.
import type { Random } from '../../random.ts';
import type { Canvas } from './canvas.ts';
import { drawCloth, toned, type Cloth } from './cloth.ts';
import { mirrored, Outline } from './outline.ts';

/** Draws a bag. */
export function drawBag(canvas: Canvas, random: Random): void {
  const cloth = drawCloth(random, [
    'plain',
    'plain',
    'plain',
    'checks',
    'knit',
    'pinstripes',
    'halves',
    'stripes',
  ]);
  const bottom = random.between(22, 26.5);
  const top = bottom - random.between(8, 17);
  const width = random.between(7, 12.6);
  const topWidth = width - random.between(-0.6, 3.5);
  if (random.uniform() < 0.85) drawHandle(canvas, random, top, topWidth, cloth);
  const corner = random.between(0.3, 3);
  const half = new Outline(14, top)
    .to(14 + topWidth - corner / 2, top)
    .curve(14 + topWidth, top, 14 + topWidth, top + corner)
    .to(14 + width, bottom - corner)
    .curve(14 + width, bottom, 14 + width - corner, bottom)
    .to(14, bottom);
  canvas.area(mirrored(half.points)).paint(cloth.paint);
  if (random.uniform() < 0.6) drawFlap(canvas, random, top, bottom, topWidth);
}

/** An arc above the body, and sometimes a second, darker one behind it. */
function drawHandle(canvas: Canvas, random: Random, top: number, topWidth: number, cloth: Cloth): void {
  const foot = topWidth * random.between(0.4, 0.95);
  const rise = top - random.between(0.8, Math.max(2, top - 2));
  const thickness = random.between(0.8, 2.4);
  const arc = (shift: number) =>
    new Outline(14 - foot + shift, top + 0.5)
      .curve(14 - foot + shift, rise, 14 + shift, rise)
      .curve(14 + foot + shift, rise, 14 + foot + shift, top + 0.5).points;
  if (random.uniform() < 0.4) canvas.line(arc(1.6), thickness).paint(toned(cloth, 0.6).paint);
  canvas.line(arc(0), thickness).paint(toned(cloth, random.between(0.7, 1.2)).paint);
}

function drawFlap(canvas: Canvas, random: Random, top: number, bottom: number, topWidth: number): void {
  const low = top + (bottom - top) * random.between(0.2, 0.7);
  const half = new Outline(14, top)
    .to(14 + topWidth, top)
    .curve(14 + topWidth, low, 14, low + random.between(-0.5, 1.5));
  const flap = mirrored(half.points);
  canvas.area(flap).shade(random.between(0.8, 1.15));
  canvas.line(flap, 0.8).shade(random.between(0.4, 0.9));
  if (random.uniform() < 0.6) canvas.line([13, low, 15, low], 2).shade(random.between(0.4, 1.7));
}
