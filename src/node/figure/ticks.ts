// Where an axis has its ticks, and how their numbers are written.

/** From 0 to the highest value, nine at most, at 1, 2 or 5 times a power of ten. */
export function ticksUpTo(highest: number): number[] {
  const magnitude = 10 ** Math.floor(Math.log10(highest / 4));
  const step = magnitude * [1, 2, 5, 10].find((factor) => highest / (factor * magnitude) <= 8)!;
  return Array.from({ length: Math.floor(highest / step + 1e-9) + 1 }, (_, i) =>
    Number((i * step).toPrecision(6)),
  );
}

/** Four to nine round values within bounds, both of them below 1 or thereabouts. */
export function ticksBetween(low: number, high: number): number[] {
  const steps = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2];
  const step = steps.find((size) => (high - low) / size <= 8) ?? 0.25;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

/** Three digits, with a separator of thousands. */
export const readable = (value: number): string =>
  value.toLocaleString('en', value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 });
