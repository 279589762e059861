// Minimises smooth functions of a few numbers within bounds: L-BFGS (Liu & Nocedal, 1989, "On the limited
// memory BFGS method for large scale optimization") with steps that are projected onto the bounds.
import { dot, towardsLess, type Step } from '../../optimizers/lbfgs.ts';

/** Returns the value at a point and writes the gradient there to `gradient`. */
export type Differentiable = (x: Float64Array, gradient: Float64Array) => number;

export interface MinimizeOptions {
  readonly low: number;
  readonly high: number;
  readonly iterations: number;
}

const memory = 8;

/** Goes down from `start` until it is flat or the iterations are used up. */
export function minimize(
  f: Differentiable,
  start: Float64Array,
  { low, high, iterations }: MinimizeOptions,
): { readonly x: Float64Array; readonly value: number } {
  const clip = (value: number) => Math.min(high, Math.max(low, value));
  let x = start.map(clip);
  let gradient = new Float64Array(x.length);
  let value = f(x, gradient);
  const steps: Step[] = [];
  for (let i = 0; i < iterations; i++) {
    const isFree = x.map((xi, k) =>
      (xi <= low && gradient[k]! > 0) || (xi >= high && gradient[k]! < 0) ? 0 : 1,
    );
    const free = gradient.map((g, k) => g * isFree[k]!);
    if (largest(free) < 1e-6) break;
    let direction = towardsLess(free, steps).map((d, k) => d * isFree[k]!);
    if (dot(direction, gradient) >= 0) direction = free.map((g) => -g);
    const found = search(f, clip, { x, value, gradient, direction, isFirst: steps.length === 0 });
    if (!found) {
      if (steps.length === 0) break;
      steps.length = 0;
      continue;
    }
    const moved = found.x.map((xi, k) => xi - x[k]!);
    const bent = found.gradient.map((g, k) => g - gradient[k]!);
    const curvature = dot(moved, bent);
    if (curvature > 1e-12) steps.push({ moved, bent, curvature });
    if (steps.length > memory) steps.shift();
    const gain = value - found.value;
    ({ x, value, gradient } = found);
    if (gain < 1e-6 * (1 + Math.abs(value))) break;
  }
  return { x, value };
}

interface At {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Halves the step until the value falls as much as Armijo's condition asks. */
function search(
  f: Differentiable,
  clip: (value: number) => number,
  {
    x,
    value,
    gradient,
    direction,
    isFirst,
  }: At & { readonly direction: Float64Array; readonly isFirst: boolean },
): { x: Float64Array<ArrayBuffer>; value: number; gradient: Float64Array<ArrayBuffer> } | undefined {
  let length = isFirst ? Math.min(1, 0.3 / (largest(direction) + 1e-12)) : 1;
  for (let i = 0; i < 20; i++, length *= 0.4) {
    const next = Float64Array.from(x, (xi, k) => clip(xi + length * direction[k]!));
    const expected = next.reduce((sum, xi, k) => sum + (xi - x[k]!) * gradient[k]!, 0);
    const nextGradient = new Float64Array(x.length);
    const nextValue = f(next, nextGradient);
    if (nextValue <= value + 1e-4 * expected && Number.isFinite(nextValue))
      return { x: next, value: nextValue, gradient: nextGradient };
  }
  return undefined;
}

const largest = (a: Float64Array): number => a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
