// A sparkline: the course of a few values, without axes.

/**
 * The commands of its path, in a box of `width` by `height` pixels; '' for fewer than two values.
 * The line fills the height between its lowest and highest value.
 */
export function sparkPath(values: readonly number[], width: number, height: number): string {
  if (values.length < 2) return '';
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const range = high - low || 1;
  return values
    .map((value, i) => {
      const x = (i / (values.length - 1)) * width;
      const y = high === low ? height / 2 : height - ((value - low) / range) * height;
      return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}
