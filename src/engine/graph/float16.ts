// Conversion between single and half precision (IEEE 754 binary16). Both are handled as bits, because a
// JavaScript number does not keep all bits of a NaN. There is no arithmetic here; the runtime computes in
// half precision.

/** The largest finite half-precision number. */
export const largestFloat16 = 65504;

/**
 * The bits of the nearest half-precision numbers; ties go to the one whose last bit is 0. Magnitudes from
 * 65520 become infinite.
 *
 * @example toFloat16(Float32Array.of(1, -2)) // [0x3c00, 0xc000]
 */
export function toFloat16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(bits.length);
  for (let i = 0; i < bits.length; i++) halves[i] = halfOf(bits[i]!);
  return halves;
}

/** The numbers that half-precision bits represent. Single precision holds each of them exactly. */
export function fromFloat16(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) bits[i] = singleOf(halves[i]!);
  return new Float32Array(bits.buffer);
}

/** Thresholds, as the bits of single-precision magnitudes. */
const infinity = 0x7f800000;
const tooLarge = 0x477ff000; // 65520, half-way between 65504 and the number that would come next
const smallestNormal = 0x38800000; // 2⁻¹⁴
const tooSmall = 0x33000000; // 2⁻²⁵, half-way between 0 and the smallest half-precision number

function halfOf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > infinity) return sign | 0x7c00 | ((magnitude >>> 13) & 0x3ff || 1); // never 0: that would be infinity
  if (magnitude >= tooLarge) return sign | 0x7c00;
  if (magnitude >= smallestNormal) return sign | shiftRounding(magnitude - 0x38000000, 13);
  if (magnitude <= tooSmall) return sign;
  // Below 2⁻¹⁴ the leading 1 is stored explicitly, and the numbers are multiples of 2⁻²⁴.
  return sign | shiftRounding((magnitude & 0x7fffff) | 0x800000, 126 - (magnitude >>> 23));
}

/** `value / 2^places`, rounded to the nearest whole number; ties go to the even one. */
function shiftRounding(value: number, places: number): number {
  const half = 1 << (places - 1);
  return (value + half - 1 + ((value >>> places) & 1)) >>> places;
}

function singleOf(bits: number): number {
  const sign = (bits & 0x8000) << 16;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 0x3ff;
  if (exponent === 31) return sign | infinity | (fraction << 13);
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  const places = Math.clz32(fraction) - 21; // until the leading 1 becomes implicit
  return sign | ((113 - places) << 23) | (((fraction << places) & 0x3ff) << 13);
}
