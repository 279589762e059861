// SSIM: how similar two pictures look (Wang, Bovik, Sheikh & Simoncelli, 2004, "Image Quality Assessment:
// From Error Visibility to Structural Similarity"), with the paper's constants and its Gaussian window of
// 1.5 pixels.
import { blurPlanes } from './blur.ts';

const deviation = 1.5;

/**
 * The mean structural similarity of two planes `[height, width]`; at most 1, for equal planes.
 *
 * @param range the largest possible difference of values
 */
export function structuralSimilarity(
  a: Float32Array,
  b: Float32Array,
  height: number,
  width: number,
  range = 1,
): number {
  const local = (values: Float32Array) => blurPlanes(values, height, width, deviation);
  const products = (x: Float32Array, y: Float32Array) => local(x.map((value, i) => value * y[i]!));
  const [meanA, meanB] = [local(a), local(b)];
  const [squaresA, squaresB, product] = [products(a, a), products(b, b), products(a, b)];
  const [c1, c2] = [(0.01 * range) ** 2, (0.03 * range) ** 2];
  const similarity = meanA.map((mean, i) => {
    const other = meanB[i]!;
    const covariance = product[i]! - mean * other;
    const variances = squaresA[i]! - mean ** 2 + (squaresB[i]! - other ** 2);
    return (
      ((2 * mean * other + c1) * (2 * covariance + c2)) / ((mean ** 2 + other ** 2 + c1) * (variances + c2))
    );
  });
  return similarity.reduce((x, y) => x + y, 0) / similarity.length;
}
