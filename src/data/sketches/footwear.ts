// Sandals, sneakers and ankle boots, all seen from the side with the toe to the left. Low boots resemble
// high sneakers, and closed sandals resemble low sneakers.
import type { Random } from '../../random.ts';
import type { Canvas } from './canvas.ts';
import { drawCloth, toned, type Cloth } from './cloth.ts';
import { Outline } from './outline.ts';

/** Draws a sneaker: a low closed shoe on a flat sole, laces, sometimes a stripe. */
export function drawSneaker(canvas: Canvas, random: Random): void {
  const cloth = drawCloth(random, ['plain', 'plain', 'plain', 'knit', 'dots']);
  const ground = random.between(19.5, 22);
  const collar = random.uniform() < 0.2 ? random.between(9, 14) : random.between(4.5, 8.5);
  const toe = random.between(3, 4.6);
  const tongue = random.between(14, 18);
  const upper = new Outline(25, ground)
    .to(2.5, ground)
    .curve(1.6, ground - toe, 5.5, ground - toe)
    .curve(10, ground - toe - 0.6, tongue, ground - collar - random.between(-0.5, 1.2))
    .curve(
      tongue + 3.5,
      ground - collar + random.between(0.6, 2.4),
      24,
      ground - collar - random.between(-1, 1),
    )
    .curve(25.8, ground - collar / 2, 25, ground);
  canvas.area(upper.points).paint(cloth.paint);
  drawSole(canvas, random, ground, cloth);
  drawLaces(canvas, random, tongue, ground - collar, ground - toe);
  if (random.uniform() < 0.55) drawStripe(canvas, random, ground, collar);
}

/** Draws an ankle boot: a shaft, a foot, a heel from flat to high. */
export function drawAnkleBoot(canvas: Canvas, random: Random): void {
  const cloth = drawCloth(random, ['plain', 'plain', 'plain', 'knit']);
  const ground = random.between(20.5, 26);
  const heel = random.uniform() < 0.5 ? random.between(0, 1) : random.between(1, 6);
  const top = ground - (random.uniform() < 0.3 ? random.between(10.5, 14) : random.between(14, 22.5));
  const front = random.between(11.5, 15.5);
  const back = random.between(23.5, 25.5);
  const instep = Math.max(top + 0.5, ground - heel * 0.5 - random.between(5.5, 8.5));
  const boot = new Outline(back, ground - heel)
    .curve(14, ground - heel, 10, ground)
    .to(2.6, ground)
    .curve(1.8, ground - 3.6, 6, ground - 4.2)
    .curve(front - 1, instep + 2.4, front, instep)
    .to(front + random.between(-0.8, 0.8), top)
    .to(back - random.between(-0.5, 1), top + random.between(-0.8, 0.8))
    .curve(back - 1.2, (top + ground) / 2, back, ground - heel);
  canvas.area(boot.points).paint(cloth.paint);
  drawHeel(canvas, random, back, ground, heel, cloth);
  drawShaft(canvas, random, front, back, top, instep);
}

/** Draws a sandal: a sole, flat or on a heel, and straps with nothing between them. */
export function drawSandal(canvas: Canvas, random: Random): void {
  const cloth = drawCloth(random, ['plain', 'plain', 'plain', 'knit']);
  const ground = random.between(19.5, 24);
  const heel = random.uniform() < 0.5 ? random.between(0, 1.2) : random.between(1.5, 10);
  const thickness = random.between(1, 3);
  const sole = new Outline(2.5, ground)
    .to(9, ground)
    .curve(13, ground - heel * 0.4, 19, ground - heel)
    .to(25, ground - heel);
  canvas.line(sole.points, thickness).paint(cloth.paint);
  drawHeel(canvas, random, 25, ground + thickness / 2, heel + thickness / 2, cloth);
  const straps = toned(cloth, random.between(0.6, 1.4));
  if (random.uniform() < 0.22) drawClosedToe(canvas, random, ground, heel, straps);
  else drawVamp(canvas, random, ground, heel, straps);
  drawAnkleStrap(canvas, random, ground - heel, straps);
}

function drawSole(canvas: Canvas, random: Random, ground: number, cloth: Cloth): void {
  const height = random.between(0.8, 2.6);
  const tone = random.uniform() < 0.5 ? random.between(0.4, 0.8) : random.between(1.1, 2);
  canvas.line([2.2, ground - height / 2, 25.4, ground - height / 2], height).paint(toned(cloth, tone).paint);
  canvas.line([2.2, ground - height, 25.4, ground - height], 0.7).shade(random.between(0.4, 0.95));
}

function drawLaces(canvas: Canvas, random: Random, tongue: number, top: number, bottom: number): void {
  const contrast = random.uniform() < 0.5 ? random.between(0.3, 0.8) : random.between(1.2, 1.6);
  const count = random.integer(5);
  for (let lace = 0; lace < count; lace++) {
    const t = (lace + 0.6) / (count + 0.6);
    const [x, y] = [tongue - t * (tongue - 8), top + t * (bottom - top)];
    canvas.line([x - 0.4, y, x + 1.8, y + 1.6], 0.9).shade(contrast);
  }
}

function drawStripe(canvas: Canvas, random: Random, ground: number, collar: number): void {
  const contrast = random.uniform() < 0.5 ? random.between(0.3, 0.8) : random.between(1.2, 1.6);
  const count = 1 + random.integer(3);
  const slant = random.between(-2, 4);
  for (let stripe = 0; stripe < count; stripe++) {
    const x = 13 + 2.4 * stripe;
    canvas.line([x, ground - 2, x + slant, ground - collar + 2.5], 1.1).shade(contrast);
  }
}

/** The heel from the ground to the sole, from block to spike. */
function drawHeel(
  canvas: Canvas,
  random: Random,
  back: number,
  ground: number,
  height: number,
  cloth: Cloth,
): void {
  const width = random.between(1.2, 6);
  if (height < 0.8) return;
  const block = [
    back,
    ground - height,
    back - 0.4,
    ground,
    back - 0.4 - width,
    ground,
    back - 1 - width * 1.15,
    ground - height,
  ];
  canvas.area(block).paint(toned(cloth, random.between(0.6, 1.1)).paint);
}

function drawShaft(
  canvas: Canvas,
  random: Random,
  front: number,
  back: number,
  top: number,
  instep: number,
): void {
  canvas.line([front, top + 1, back, top + 1], random.between(0.6, 1.6)).shade(random.between(0.6, 1.15));
  const kind = random.integer(3);
  if (kind === 0)
    canvas.line([19, top + 1, 19, instep + 2], random.between(1, 3.5)).shade(random.between(0.4, 0.9));
  if (kind === 1) drawLaces(canvas, random, front + 1, top + 1, instep + 4);
}

/** The upper of a clog: closed over the toes, and sometimes far back, like a low shoe. */
function drawClosedToe(canvas: Canvas, random: Random, ground: number, heel: number, cloth: Cloth): void {
  const back = random.between(12, 23);
  const height = random.between(4, 7);
  const lift = heel * Math.max(0, (back - 9) / 16);
  const upper = new Outline(back, ground - lift)
    .to(2.5, ground)
    .curve(2, ground - height * 0.7, 6, ground - height * 0.8);
  canvas
    .area(upper.curve(back - 2, ground - lift - height - 1, back, ground - lift).points)
    .paint(cloth.paint);
}

/** One to four straps over the toes. */
function drawVamp(canvas: Canvas, random: Random, ground: number, heel: number, straps: Cloth): void {
  const count = 1 + random.integer(4);
  const width = random.between(0.8, 3.2);
  const height = random.between(3, 6);
  for (let strap = 0; strap < count; strap++) {
    const x = 4 + strap * random.between(1.6, 3.4);
    const lift = heel * 0.5 * Math.max(0, (x - 8) / 10);
    const arc = new Outline(x, ground - lift).curve(
      x + 1,
      ground - lift - height,
      x + 4,
      ground - lift - height - strap * 0.6,
    );
    canvas.line(arc.points, width).paint(straps.paint);
  }
}

/** A strap from the heel around the ankle, or one across the foot. */
function drawAnkleStrap(canvas: Canvas, random: Random, heelTop: number, straps: Cloth): void {
  if (random.uniform() < 0.25) return;
  const height = random.between(4, 8);
  const width = random.between(0.8, 2.2);
  canvas.line([24.5, heelTop, 24.2, heelTop - height], width).paint(straps.paint);
  const forward = random.between(12, 18);
  const loop = new Outline(24.2, heelTop - height).curve(
    19,
    heelTop - height + 1.4,
    forward,
    heelTop - height + 0.4,
  );
  canvas.line(loop.points, width).paint(straps.paint);
  if (random.uniform() < 0.6)
    canvas.line([forward, heelTop - height + 0.4, 10, heelTop - 1], width).paint(straps.paint);
}
