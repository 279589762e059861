// The order in which people count: 2 comes before 10. Other characters are compared by code units, so the
// order is the same in every locale.

/** Compares two names: runs of digits by their numbers, the rest by code units. */
export function compareNaturally(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = compareParts(left[i]!, right[i]!);
    if (order !== 0) return order;
  }
  return left.length - right.length || compareCodeUnits(a, b);
}

/** Compares by code units. */
export const compareCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const partsOf = (name: string): string[] => name.match(/\d+|\D+/g) ?? [];

function compareParts(a: string, b: string): number {
  if (!/^\d/.test(a) || !/^\d/.test(b)) return compareCodeUnits(a, b);
  const [m, n] = [a, b].map((digits) => digits.replace(/^0+(?=\d)/, ''));
  return m!.length - n!.length || compareCodeUnits(m!, n!); // may exceed the range of numbers
}
