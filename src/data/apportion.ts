// Shares in whole numbers: divides a number of pictures among classes of unequal size, in proportion to
// within one picture.

/** How many of each class to take: the whole part of its share, plus one for the largest remainders. */
export function apportion(sizes: readonly number[], count: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  // Whole numbers avoid rounding: `size * count % total` is the remainder of the share.
  const quotas = sizes.map((size) => Math.floor((size * count) / total));
  const missing = count - quotas.reduce((sum, quota) => sum + quota, 0);
  const emptied = (label: number) => (quotas[label]! + 1 >= sizes[label]! ? 1 : 0);
  const order = sizes
    .map((size, label) => ({ label, remainder: (size * count) % total }))
    .filter(({ remainder }) => remainder > 0)
    .sort((a, b) => emptied(a.label) - emptied(b.label) || b.remainder - a.remainder || a.label - b.label);
  for (const { label } of order.slice(0, missing)) quotas[label]!++;
  return quotas;
}
