// The options and costs of layers as short text, such as `32 filters, 3×3, relu`.

/** How to write an option's value; `''` leaves it out. Other options are written with their name. */
const optionWords: Readonly<Record<string, (value: unknown) => string>> = {
  filters: (value) => `${joined(value)} filters`,
  units: (value) => `${joined(value)} units`,
  kernelSize: joined,
  poolSize: joined,
  strides: (value) => `stride ${forBoth(value)}`,
  padding: joined,
  activation: joined,
  useBias: () => '', // biases, initial values and constants for stability do not characterise a layer
  kernelInitializer: () => '',
  momentum: () => '',
  epsilon: () => '',
};

/** The options of a layer in one line. */
export function describeOptions(options: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(options).map(
    ([name, value]) => optionWords[name]?.(value) ?? named(name, value),
  );
  return parts.filter(Boolean).join(', ');
}

/** `dilationRate: [2, 2]` as `dilation rate 2`. */
function named(name: string, value: unknown): string {
  const spaced = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  if (typeof value === 'boolean') return value ? spaced : `no ${spaced.replace(/^use /, '')}`;
  return typeof value === 'object' && !Array.isArray(value) ? '' : `${spaced} ${forBoth(value)}`;
}

function joined(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join('×') : String(value);
}

/** One number if height and width are equal. */
const forBoth = (value: unknown): string =>
  Array.isArray(value) && new Set(value).size === 1 ? String(value[0]) : joined(value);

/** `64 × 28 × 28` */
export const describeShape = (shape: readonly number[]): string =>
  shape.map((size) => size.toLocaleString('en')).join(' × ');

const units = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** A count with three digits, `31.0 M`; counts of up to four digits in full. */
export function describeCount(count: number): string {
  if (count < 10_000) return count.toLocaleString('en');
  const inThree = Number(count.toPrecision(3));
  const [unit, name] = units.find(([one]) => inThree >= one)!;
  return `${(inThree / unit).toPrecision(3)} ${name}`;
}
