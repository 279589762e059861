// How the learning rate changes over a run.

/** The factor on the learning rate at a step, counted from 0, of so many. */
export type Schedule = (step: number, totalSteps: number) => number;

export const constant: Schedule = () => 1;

/**
 * Rises linearly over a first share of the steps, then falls linearly to zero.
 *
 * @example warmupLinearDecay(0.1)
 */
export const warmupLinearDecay =
  (warmup: number): Schedule =>
  (step, totalSteps) => {
    const rise = Math.max(1, warmup * totalSteps);
    return step + 1 < rise ? (step + 1) / rise : Math.max(0, (totalSteps - step) / (totalSteps - rise + 1));
  };
