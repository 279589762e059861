// The material of a garment, drawn at random: its tone, the light across it, soft folds and a pattern. The
// result is a paint for the canvas. Knows nothing about shapes.
import type { Random } from '../../random.ts';
import type { Paint } from './canvas.ts';

type Pattern = (random: Random) => Paint;

/** Patterns by name. Each paint gives a factor around 1. */
const patterns: Record<'plain' | 'stripes' | 'pinstripes' | 'checks' | 'knit' | 'dots' | 'halves', Pattern> =
  {
    plain: () => () => 1,
    stripes: (random) => {
      const [period, phase, depth] = [random.between(3, 7), random.between(0, 7), random.between(0.1, 0.5)];
      return (_, y) => 1 - depth * Number((y + phase) % period < period / 2);
    },
    pinstripes: (random) => {
      const [period, phase, depth] = [random.between(2, 5), random.between(0, 5), random.between(0.1, 0.35)];
      return (x) => 1 - depth * Number((x + phase) % period < 1.2);
    },
    checks: (random) => {
      const [period, phase, depth] = [random.between(3, 6), random.between(0, 6), random.between(0.1, 0.3)];
      const band = (value: number) => Number((value + phase) % period < period / 2);
      return (x, y) => 1 - depth * (band(x) + band(y));
    },
    knit: (random) => {
      const depth = random.between(0.06, 0.25);
      return (x, y) => 1 - depth * ((x + (y >> 1)) & 1);
    },
    dots: (random) => {
      const [period, depth] = [3 + random.integer(3), random.between(0.2, 0.5)];
      return (x, y) =>
        1 - depth * Number(x % period === (y % (2 * period) < period ? 0 : period >> 1) && y % period === 0);
    },
    halves: (random) => {
      const [border, factor] = [random.between(10, 20), random.between(0.5, 0.9)];
      return (_, y) => (y < border ? 1 : factor);
    },
  };

/** The name of a pattern. */
export type PatternName = keyof typeof patterns;

/** A cloth: its mean brightness and its paint. */
export interface Cloth {
  readonly tone: number;
  readonly paint: Paint;
}

/** Draws a cloth with one of the named patterns. A name given twice is twice as likely. */
export function drawCloth(random: Random, names: readonly PatternName[]): Cloth {
  const tone = random.between(0.3, 0.95);
  const pattern = patterns[names[random.integer(names.length)]!](random);
  const light = random.between(-0.012, 0.012);
  const round = random.between(0, 0.0016);
  const folds = drawFolds(random);
  const paint: Paint = (x, y) =>
    tone * pattern(x, y) * (1 + light * (x - 14) - round * (x - 14) ** 2 + folds(x, y));
  return { tone, paint };
}

/** The same cloth, lighter or darker, for collars, soles and seams. */
export function toned(cloth: Cloth, factor: number): Cloth {
  const tone = Math.min(1, cloth.tone * factor);
  return { tone, paint: (x, y) => (cloth.paint(x, y) * tone) / cloth.tone };
}

/** Two soft waves across the cloth. */
function drawFolds(random: Random): Paint {
  const depth = random.between(0.01, 0.09);
  const [alongX, alongY, phase] = [random.between(0.3, 1), random.between(-0.3, 0.3), random.between(0, 6)];
  const [acrossX, acrossY] = [random.between(-0.3, 0.3), random.between(0.2, 0.6)];
  return (x, y) =>
    depth * (Math.sin(alongX * x + alongY * y + phase) + Math.sin(acrossX * x + acrossY * y + phase));
}
