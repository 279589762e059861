// The path of parameters by an optimiser's equations, in float64, element by element, on the problem of
// descend.ts.
import { expectClose } from '../../engine/testing/closeness.ts';
import { gradientAt, start } from './descend.ts';

interface Element<State> {
  readonly value: number;
  readonly gradient: number;
  readonly rate: number;
  /** Counted from 1. */
  readonly step: number;
  /** The state of the element between steps, changed in place. */
  readonly state: State;
}

/** The parameters after each step; `move` returns an element's next value. */
export function follow<State>(
  rates: readonly number[],
  newState: () => State,
  move: (element: Element<State>) => number,
): number[][] {
  const states = start.map(newState);
  let theta = [...start];
  return rates.map((rate, i) => {
    const gradients = gradientAt(theta);
    theta = theta.map((value, j) =>
      move({ value, gradient: gradients[j]!, rate, step: i + 1, state: states[j]! }),
    );
    return theta;
  });
}

/** Fails at the first step at which the paths differ, and names it. */
export function expectSamePath(
  path: readonly ArrayLike<number>[],
  expected: readonly ArrayLike<number>[],
  tolerance: number,
): void {
  expectClose([path.length], [expected.length], 0, 'steps');
  path.forEach((theta, i) => expectClose(theta, expected[i]!, tolerance, `parameters after step ${i + 1}`));
}
