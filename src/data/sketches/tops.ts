// T-shirts, pullovers, coats, shirts and dresses: one torso with two sleeves, cut in five ways. The ranges
// overlap on purpose, and details such as buttons or an opening are sometimes faint. So similar classes are
// about as hard to distinguish as in photographs.
import type { Random } from '../../random.ts';
import type { Canvas } from './canvas.ts';
import { drawCloth, toned, type Cloth } from './cloth.ts';
import { flip, mirrored, Outline } from './outline.ts';

/** The cut of a top: half widths and heights in pixels, sleeves as a share of the arm, angles in radians. */
interface Cut {
  readonly top: number;
  readonly hem: number;
  readonly shoulder: number;
  readonly chest: number;
  readonly waist: number;
  readonly hemWidth: number;
  readonly neck: number;
  readonly neckDepth: number;
  readonly sleeve: number;
  readonly spread: number;
  readonly sleeveWidth: number;
}

const armLength = 20;

/** Draws a T-shirt: short sleeves, an open neck, sometimes a print or three buttons. */
export function drawTShirt(canvas: Canvas, random: Random): void {
  const sleeve = random.uniform() < 0.12 ? random.between(0.4, 0.95) : random.between(0.12, 0.42);
  const cut = { ...drawCut(random), sleeve, spread: random.between(0.35, 0.75) };
  const cloth = drawCloth(random, ['plain', 'plain', 'plain', 'stripes', 'halves', 'dots']);
  drawTop(canvas, random, cut, cloth);
  if (random.uniform() < 0.35) drawPrint(canvas, random, cloth);
  if (random.uniform() < 0.1) drawButtons(canvas, random, cut, cut.top + 8);
}

/** Draws a pullover: long sleeves, ribs at cuffs and hem, a round or high neck. */
export function drawPullover(canvas: Canvas, random: Random): void {
  const cut = { ...drawCut(random), sleeve: random.between(0.75, 1), neckDepth: random.between(0.3, 1.8) };
  const cloth = drawCloth(random, ['plain', 'knit', 'knit', 'stripes', 'halves']);
  drawTop(canvas, random, cut, cloth);
  drawRib(canvas, random, cut);
  if (random.uniform() < 0.2) drawHighNeck(canvas, random, cut, cloth);
  if (random.uniform() < 0.15) drawButtons(canvas, random, cut, cut.top + random.between(6, 12));
}

/** Draws a coat: long, flared, long sleeves, open or buttoned down the front, with lapels. */
export function drawCoat(canvas: Canvas, random: Random): void {
  const drawn = drawCut(random);
  const cut = {
    ...drawn,
    hem: random.between(24.5, 27),
    hemWidth: drawn.chest + random.between(0, 1.8),
    sleeve: random.between(0.78, 1),
    neckDepth: random.between(0.5, 3),
    sleeveWidth: random.between(4, 5.4),
  };
  const cloth = drawCloth(random, ['plain', 'plain', 'plain', 'knit', 'checks']);
  drawTop(canvas, random, cut, cloth);
  drawOpening(canvas, random, cut);
  if (random.uniform() < 0.6) drawLapels(canvas, random, cut, random.between(4, 10));
  if (random.uniform() < 0.25) drawHighNeck(canvas, random, cut, cloth);
}

/** Draws a shirt: a collar, a row of buttons, sleeves of any length. */
export function drawShirt(canvas: Canvas, random: Random): void {
  const isShort = random.uniform() < 0.35;
  const sleeve = isShort ? random.between(0.15, 0.5) : random.between(0.65, 1);
  const cut = { ...drawCut(random), sleeve, neckDepth: random.between(0.8, 3) };
  const cloth = drawCloth(random, ['plain', 'plain', 'checks', 'pinstripes', 'stripes', 'dots']);
  drawTop(canvas, random, cut, cloth);
  if (random.uniform() < 0.85) drawButtons(canvas, random, cut, cut.hem);
  if (random.uniform() < 0.8) drawLapels(canvas, random, cut, random.between(1.5, 4));
}

/** Draws a dress: narrow and long, waisted or straight, sleeves from none to long. */
export function drawDress(canvas: Canvas, random: Random): void {
  const drawn = drawCut(random);
  const chest = random.between(3.6, 5.6);
  const hem = random.between(25.5, 27.4);
  const waist = chest - random.between(0, 1.6);
  const cut = {
    ...drawn,
    top: random.between(0.8, 2.6),
    hem,
    shoulder: chest - random.between(-0.2, 1),
    chest,
    waist,
    hemWidth: waist + random.between(0.3, 4.5),
    neck: random.between(1.4, 2.6),
    neckDepth: random.between(0.5, 4.5),
    sleeve: random.uniform() < 0.45 ? 0 : random.between(0.1, 0.95),
    spread: random.between(0.12, 0.4),
    sleeveWidth: random.between(2, 3.4),
  };
  const cloth = drawCloth(random, ['plain', 'plain', 'plain', 'stripes', 'halves', 'dots', 'checks']);
  drawTop(canvas, random, cut, cloth);
  if (random.uniform() < 0.5) drawBelt(canvas, random, cut);
}

/** The cut that all tops share. Each class overrides what is typical of it. */
function drawCut(random: Random): Cut {
  const chest = random.between(5, 7.2);
  return {
    top: random.between(2, 4.5),
    hem: random.between(22.5, 26.5),
    shoulder: chest + random.between(-0.3, 0.8),
    chest,
    waist: chest - random.between(-0.2, 0.9),
    hemWidth: chest + random.between(-0.5, 1),
    neck: random.between(1.8, 3.2),
    neckDepth: random.between(0.6, 3.4),
    sleeve: 0.5,
    spread: random.between(0.1, 0.36),
    sleeveWidth: random.between(3.2, 4.8),
  };
}

function drawTop(canvas: Canvas, random: Random, cut: Cut, cloth: Cloth): void {
  if (cut.sleeve > 0.05) drawSleeves(canvas, random, cut, cloth);
  canvas.area(torso(cut)).paint(cloth.paint);
  const inside = random.between(0.15, 0.9); // the back of the garment, seen through the neck
  canvas.area(neckline(cut)).paint(toned(cloth, inside).paint);
  if (random.uniform() < 0.6) canvas.line(neckline(cut), 0.8).shade(random.between(0.7, 1.25));
}

function torso(cut: Cut): number[] {
  const { top, hem, shoulder, chest, waist, hemWidth, neck } = cut;
  const armpit = top + cut.sleeveWidth + 1.6;
  const half = new Outline(14, top - 0.6)
    .to(14 + neck, top - 0.6)
    .to(14 + shoulder, top + 1)
    .curve(14 + chest - 0.5, armpit - 2, 14 + chest, armpit)
    .curve(14 + waist, (armpit + hem) / 2 - 2, 14 + waist, (armpit + hem) / 2)
    .curve(14 + waist, hem - 3, 14 + hemWidth, hem)
    .curve(14 + hemWidth / 2, hem + 0.5, 14, hem + 0.5);
  return mirrored(half.points);
}

function neckline({ top, neck, neckDepth }: Cut): number[] {
  return new Outline(14 - neck, top - 0.7).curve(14, top + 2 * neckDepth, 14 + neck, top - 0.7).points;
}

function drawSleeves(canvas: Canvas, random: Random, cut: Cut, cloth: Cloth): void {
  const right = sleeve(cut);
  const paint = toned(cloth, random.between(0.85, 1.08)).paint;
  const seam = random.between(0.35, 1);
  const armhole = [14 + cut.shoulder, cut.top + 1, 14 + cut.chest - 0.3, cut.top + cut.sleeveWidth + 3];
  for (const turn of [(points: number[]) => points, flip]) {
    canvas.area(turn(right)).paint(paint);
    canvas.line(turn(armhole), 0.9).shade(seam);
  }
}

/** The right sleeve, from the shoulder down to the cuff and back to the armpit. */
function sleeve(cut: Cut): number[] {
  const { top, shoulder, chest, spread, sleeveWidth } = cut;
  const length = cut.sleeve * armLength;
  const [downX, downY] = [Math.sin(spread), Math.cos(spread)];
  const [startX, startY] = [14 + shoulder, top + 1.2];
  const [cuffX, cuffY] = [startX + downX * length + 0.4, startY + downY * length];
  const cuff = sleeveWidth * (1 - 0.35 * cut.sleeve);
  return new Outline(14 + shoulder - 2.5, top)
    .to(startX, top + 0.8)
    .curve(startX + downX * length * 0.5 + 1, startY + downY * length * 0.4, cuffX, cuffY)
    .to(cuffX - downY * cuff, cuffY + downX * cuff)
    .to(14 + chest - 1, top + sleeveWidth + 2.4).points;
}

function drawPrint(canvas: Canvas, random: Random, cloth: Cloth): void {
  const [width, height] = [random.between(1.5, 4), random.between(1, 4)];
  const middle = random.between(10, 16);
  const print = mirrored([
    14,
    middle - height,
    14 + width,
    middle - height,
    14 + width,
    middle + height,
    14,
    middle + height,
  ]);
  canvas.area(print).paint(toned(cloth, random.between(0.3, 1.7)).paint);
}

/** A placket with buttons, from the neck down to `end`. */
function drawButtons(canvas: Canvas, random: Random, cut: Cut, end: number): void {
  const start = cut.top + cut.neckDepth + 0.4;
  canvas.line([14.4, start, 14.4, end], 0.9).shade(random.between(0.5, 0.95));
  const contrast = random.between(0.5, 1.5);
  for (let y = start + 1.5; y < end - 1; y += 3) canvas.line([13.4, y, 14.4, y], 1).shade(contrast);
}

/** The front edge of a coat: closed to a line, or open to a wedge. */
function drawOpening(canvas: Canvas, random: Random, cut: Cut): void {
  const start = cut.top + cut.neckDepth;
  const gap = random.uniform() < 0.4 ? random.between(0.5, 2.5) : 0;
  const depth = random.between(0.15, 0.85);
  canvas.area(mirrored([14, start, 14.5, start, 14.5 + gap, cut.hem + 1, 14, cut.hem + 1])).shade(depth);
  if (random.uniform() < 0.5) {
    for (let y = start + 4; y < cut.hem - 4; y += 4) canvas.line([15.6, y, 16.6, y], 1).shade(0.6);
  }
}

/** A collar (short) or lapels (long) on both sides of the neck. */
function drawLapels(canvas: Canvas, random: Random, cut: Cut, length: number): void {
  const { top, neck, neckDepth } = cut;
  const right = [14 + neck, top - 0.6, 14 + neck + 1.4, top + 1.2, 14.3, top + neckDepth + length];
  const factor = random.between(0.7, 1.3);
  const edge = random.between(0.4, 0.95);
  for (const points of [right, flip(right)]) {
    canvas.area(points).shade(factor);
    canvas.line(points, 0.7).shade(edge);
  }
}

function drawHighNeck(canvas: Canvas, random: Random, cut: Cut, cloth: Cloth): void {
  const height = random.between(1, 2.4);
  const half = new Outline(14, cut.top - height)
    .to(14 + cut.neck, cut.top - height)
    .to(14 + cut.neck + 0.5, cut.top + 1.4);
  canvas
    .area(mirrored(half.curve(14, cut.top + 3, 14, cut.top + 2.2).points))
    .paint(toned(cloth, random.between(0.8, 1.1)).paint);
}

function drawRib(canvas: Canvas, random: Random, { hem, hemWidth }: Cut): void {
  canvas
    .line([14 - hemWidth, hem - 1.6, 14 + hemWidth, hem - 1.6], random.between(0.6, 2))
    .shade(random.between(0.65, 1));
}

function drawBelt(canvas: Canvas, random: Random, cut: Cut): void {
  const y = (cut.top + cut.sleeveWidth + 1.6 + cut.hem) / 2 + random.between(-3, 0.5);
  canvas
    .line([14 - cut.waist, y, 14 + cut.waist, y], random.between(0.8, 1.8))
    .shade(random.between(0.4, 1.3));
}
