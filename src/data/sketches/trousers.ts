// Trousers: a waistband and two legs, slim to wide. The gap between the legs may be almost invisible, so
// that they look like a long skirt or a dress.
import type { Random } from '../../random.ts';
import type { Canvas } from './canvas.ts';
import { drawCloth } from './cloth.ts';
import { mirrored, Outline } from './outline.ts';

/** Draws a pair of trousers. */
export function drawTrousers(canvas: Canvas, random: Random): void {
  const cloth = drawCloth(random, ['plain', 'plain', 'plain', 'plain', 'pinstripes', 'dots']);
  const top = random.between(0.8, 2.5);
  const hem = random.between(24.5, 27.4);
  const waist = random.between(3, 4.8);
  const hip = waist + random.between(0.2, 1.4);
  const outer = hip + random.between(-1.2, 2);
  const half = new Outline(14, top)
    .to(14 + waist, top)
    .curve(14 + hip, top + 3, 14 + hip, top + 7)
    .curve(14 + hip, top + 13, 14 + outer, hem)
    .to(14, hem);
  canvas.area(mirrored(half.points)).paint(cloth.paint);
  const crotch = top + random.between(6.5, 9.5);
  drawGap(canvas, random, crotch, hem, outer);
  drawDetails(canvas, random, top, waist, crotch);
}

/** The space between the legs, from a mere line to most of the hem. */
function drawGap(canvas: Canvas, random: Random, crotch: number, hem: number, outer: number): void {
  const gap = random.between(0.1, Math.max(0.4, outer - 1.6));
  canvas.line([14, crotch, 14, hem], 0.8).shade(random.between(0.1, 0.7));
  const wedge = new Outline(14, crotch + 0.6).curve(14 + gap * 0.5, crotch + 3, 14 + gap, hem + 0.5);
  canvas.area(mirrored(wedge.points)).erase();
}

function drawDetails(canvas: Canvas, random: Random, top: number, waist: number, crotch: number): void {
  canvas.line([14 - waist, top + 1.4, 14 + waist, top + 1.4], 0.8).shade(random.between(0.5, 1));
  canvas.line([14, top + 1.4, 14, crotch], 0.6).shade(random.between(0.5, 1));
  if (random.uniform() < 0.5) return;
  const pocket = random.between(0.5, 0.9);
  canvas.line([14 - waist, top + 4.5, 14 - waist + 2, top + 2], 0.7).shade(pocket);
  canvas.line([14 + waist, top + 4.5, 14 + waist - 2, top + 2], 0.7).shade(pocket);
}
