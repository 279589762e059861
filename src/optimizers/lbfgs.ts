// Limited-memory BFGS (Liu & Nocedal, 1989, "On the limited memory BFGS method for large scale
// optimization"): finds the minimum of a smooth convex function of many numbers from its gradients over all
// data. It needs no tuning and has no randomness, which suits a baseline.

/** A function's value and gradient at a point. */
export interface Evaluated {
  readonly value: number;
  readonly gradient: Float64Array;
}

export interface LbfgsOptions {
  /** The most iterations; 100 by default. */
  readonly iterations?: number;
  /** Stops if the value falls by less than this share of itself; 1e-6 by default. */
  readonly tolerance?: number;
  /** The number of steps to remember; 10 by default. */
  readonly memory?: number;
  readonly onIteration?: (iteration: number, value: number) => void;
}

/** A step of the search, and what the function's curvature did to the gradient along it. */
export interface Step {
  readonly moved: Float64Array;
  /** The change of the gradient. */
  readonly bent: Float64Array;
  /** The inner product of both, above 0. */
  readonly curvature: number;
}

/**
 * Minimises a function from a starting point.
 *
 * @returns the point with the lowest value found
 * @example await lbfgs((x) => Promise.resolve({ value: x[0] ** 2, gradient: Float64Array.of(2 * x[0]) }), Float64Array.of(3))
 */
export async function lbfgs(
  evaluate: (place: Float64Array) => Promise<Evaluated>,
  start: Float64Array,
  { iterations = 100, tolerance = 1e-6, memory = 10, onIteration }: LbfgsOptions = {},
): Promise<Float64Array> {
  let place = start;
  let here = await evaluate(place);
  const steps: Step[] = [];
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const direction = towardsLess(here.gradient, steps);
    const found = await search(evaluate, place, here, direction, steps.length === 0);
    if (!found) return place;
    const step = stepBetween(place, here, found.place, found.there);
    if (step.curvature > 0) steps.push(step);
    if (steps.length > memory) steps.shift();
    const gained = here.value - found.there.value;
    [place, here] = [found.place, found.there];
    onIteration?.(iteration, here.value);
    if (gained <= tolerance * Math.abs(here.value)) break;
  }
  return place;
}

/**
 * The descent direction: minus the gradient times the inverse of the curvature seen in the steps, by the two
 * loops of the paper's section 2.
 */
export function towardsLess(gradient: Float64Array, steps: readonly Step[]): Float64Array<ArrayBuffer> {
  const direction = gradient.map((value) => -value);
  const weights = steps.map(() => 0);
  for (let i = steps.length - 1; i >= 0; i--) {
    const { moved, bent, curvature } = steps[i]!;
    weights[i] = dot(moved, direction) / curvature;
    add(direction, bent, -weights[i]!);
  }
  const last = steps.at(-1);
  if (last) scale(direction, last.curvature / dot(last.bent, last.bent));
  for (const [i, { moved, bent, curvature }] of steps.entries())
    add(direction, moved, weights[i]! - dot(bent, direction) / curvature);
  return direction;
}

const mostHalvings = 20;
/** The share of the gain predicted by the slope that a step must reach (Armijo, 1966). */
const leastGain = 1e-4;

/** Halves the step until it gains enough; undefined if no step does. */
async function search(
  evaluate: (place: Float64Array) => Promise<Evaluated>,
  place: Float64Array,
  here: Evaluated,
  direction: Float64Array,
  isFirst: boolean,
): Promise<{ place: Float64Array; there: Evaluated } | undefined> {
  const slope = dot(direction, here.gradient);
  if (!(slope < 0)) return undefined;
  let length = isFirst ? 1 / Math.max(1, Math.sqrt(-slope)) : 1;
  for (let halving = 0; halving < mostHalvings; halving++, length /= 2) {
    const next = place.slice();
    add(next, direction, length);
    const there = await evaluate(next);
    if (there.value <= here.value + leastGain * length * slope) return { place: next, there };
  }
  return undefined;
}

function stepBetween(from: Float64Array, here: Evaluated, to: Float64Array, there: Evaluated): Step {
  const moved = to.map((value, i) => value - from[i]!);
  const bent = there.gradient.map((value, i) => value - here.gradient[i]!);
  return { moved, bent, curvature: dot(moved, bent) };
}

/** The inner product of two vectors. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += times * what[i]!;
}

function scale(values: Float64Array, factor: number): void {
  for (let i = 0; i < values.length; i++) values[i]! *= factor;
}
