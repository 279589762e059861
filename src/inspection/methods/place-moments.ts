// The mean and covariance of the features of each place, kept as sums, so that those of several sets of
// pieces can be joined and more pieces added at any time (Chan, Golub & LeVeque, 1983, "Algorithms for Computing the
// Sample Variance"). Sums are of differences from an origin near the mean, so that they lose few digits.

/** What is added to each variance (PaDiM, equation 1), so that matrices can be inverted. */
const regularization = 0.01;

/** The sums of features and of their products, for each place. */
export class PlaceMoments {
  /** The number of pieces. */
  count = 0;
  /** The features of a place. */
  readonly size: number;
  /** `[places, size]`: what differences are taken from. */
  private readonly origin: Float32Array;
  /** `[places, size]` */
  private readonly sums: Float64Array;
  /** `[places, size · (size + 1) / 2]`: the lower triangles, row by row. */
  private readonly products: Float32Array;

  constructor(origin: Float32Array, size: number) {
    const places = origin.length / size;
    this.size = size;
    this.origin = origin;
    this.sums = new Float64Array(origin.length);
    this.products = new Float32Array((places * size * (size + 1)) / 2);
  }

  /**
   * The sums of pieces of which only the means and the whitening matrices are left.
   *
   * @param means `[places, size]`
   * @param matrices the results of `whitening`, `[places, size, size]`
   * @param count the number of pieces
   */
  static of(means: Float32Array, matrices: Float32Array, count: number): PlaceMoments {
    const size = matrices.length / means.length;
    const moments = new PlaceMoments(means, size);
    moments.count = count;
    for (let place = 0, at = 0; place < moments.places; place++) {
      const matrix = matrices.subarray(place * size * size, (place + 1) * size * size);
      const factor = lowerInverse(transposed(matrix, size), size);
      for (let i = 0; i < size; i++)
        for (let j = 0; j <= i; j++) {
          let sum = i === j ? -regularization : 0;
          for (let k = 0; k <= j; k++) sum += factor[i * size + k]! * factor[j * size + k]!;
          moments.products[at++] = sum * (count - 1);
        }
    }
    return moments;
  }

  get places(): number {
    return this.origin.length / this.size;
  }

  /** Adds the features of a piece, `[places, size]`. */
  add(piece: Float32Array): void {
    const { size, origin, sums, products } = this;
    this.count++;
    for (let first = 0, at = 0; first < piece.length; first += size)
      for (let i = first; i < first + size; i++) {
        const difference = piece[i]! - origin[i]!;
        sums[i]! += difference;
        for (let j = first; j <= i; j++) products[at++]! += difference * (piece[j]! - origin[j]!);
      }
  }

  /** Sums that change without these. */
  copy(): PlaceMoments {
    const same = new PlaceMoments(this.origin, this.size);
    same.addAll(this);
    return same;
  }

  /** Adds all pieces of other sums from the same origin. */
  addAll(other: PlaceMoments): void {
    this.count += other.count;
    other.sums.forEach((sum, i) => (this.sums[i]! += sum));
    other.products.forEach((product, i) => (this.products[i]! += product));
  }

  /** The means, `[places, size]`. */
  means(): Float32Array {
    return Float32Array.from(this.sums, (sum, i) => this.origin[i]! + sum / this.count);
  }

  /**
   * A matrix for each place, `[places, size, size]`: the transposed inverse of the Cholesky factor L of the
   * covariance L·Lᵀ. A difference from the mean, as a row, times it has the length of its Mahalanobis
   * distance.
   */
  whitening(): Float32Array {
    const { size, places } = this;
    const matrices = new Float32Array(places * size * size);
    for (let place = 0; place < places; place++) {
      const factor = choleskyFactor(this.covariance(place), size);
      matrices.set(transposed(lowerInverse(factor, size), size), place * size * size);
    }
    return matrices;
  }

  /** The lower triangle of the covariance of a place, with the regularization, as a full matrix. */
  private covariance(place: number): Float64Array {
    const { count, size, sums, products } = this;
    const covariance = new Float64Array(size * size);
    let at = (place * size * (size + 1)) / 2;
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++) {
        const means = (sums[place * size + i]! * sums[place * size + j]!) / count;
        covariance[i * size + j] = (products[at++]! - means) / (count - 1) + (i === j ? regularization : 0);
      }
    return covariance;
  }
}

/** The lower triangular factor L of a matrix L·Lᵀ, of which only the lower triangle is read; in its place. */
function choleskyFactor(factor: Float64Array, size: number): Float64Array {
  for (let j = 0; j < size; j++)
    for (let i = j; i < size; i++) {
      let sum = factor[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!;
      // Rounding may take a variance below what was added to it.
      factor[i * size + j] = i === j ? Math.sqrt(Math.max(sum, regularization)) : sum / factor[j * size + j]!;
    }
  return factor;
}

/** The inverse of a lower triangular matrix. */
function lowerInverse(matrix: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++)
    for (let i = column; i < size; i++) {
      let sum = i === column ? 1 : 0;
      for (let k = column; k < i; k++) sum -= matrix[i * size + k]! * inverse[k * size + column]!;
      inverse[i * size + column] = sum / matrix[i * size + i]!;
    }
  return inverse;
}

function transposed(matrix: Float32Array | Float64Array, size: number): Float64Array {
  const turned = new Float64Array(matrix.length);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) turned[j * size + i] = matrix[i * size + j]!;
  return turned;
}
