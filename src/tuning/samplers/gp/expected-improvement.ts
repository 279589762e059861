// The logarithm of the expected improvement (Ament et al., 2023, "Unexpected improvements to expected
// improvement for Bayesian optimization"): it still tells far points apart where the improvement itself
// rounds to 0.
import { cdf, logDensity } from '../../numeric/normal.ts';

/**
 * The improvement over `best`, less being better, at a point with this posterior, and its two derivatives.
 */
export function logExpectedImprovement(
  mean: number,
  deviation: number,
  best: number,
): { readonly value: number; readonly byMean: number; readonly byDeviation: number } {
  const z = (best - mean) / deviation;
  const logH = logImprovement(z);
  // EI = deviation · h(z), dEI/dmean = -Φ(z) and dEI/ddeviation = φ(z).
  const logEI = Math.log(deviation) + logH;
  const logPhi = z < farTail ? logDensity(z) - Math.log(-z) + Math.log1p(-1 / (z * z)) : Math.log(cdf(z));
  return {
    value: logEI,
    byMean: -Math.exp(logPhi - logEI),
    byDeviation: Math.exp(logDensity(z) - logEI),
  };
}

/** Below this, the series of Mills's ratio is more exact than the difference. */
const farTail = -6;

/** The logarithm of `φ(z) + z Φ(z)`. */
function logImprovement(z: number): number {
  if (z >= farTail) return Math.log(Math.exp(logDensity(z)) + z * cdf(z));
  const r = 1 / (z * z);
  return logDensity(z) + Math.log(r) + Math.log1p(r * (-3 + r * (15 - 105 * r)));
}
