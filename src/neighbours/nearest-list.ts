// Keeps the nearest candidates of each vector in a short sorted list. Candidates come by the million, and
// one comparison rejects nearly all of them. In a tie the earlier candidate stays.

export class NearestLists {
  readonly size: number;
  /** `[rows, size]`, nearest first; -1 for places that are still empty. */
  readonly indices: Int32Array;
  /** `[rows, size]` */
  readonly distances: Float32Array;

  constructor(rows: number, size: number) {
    this.size = size;
    this.indices = new Int32Array(rows * size).fill(-1);
    this.distances = new Float32Array(rows * size).fill(Infinity);
  }

  /**
   * Offers candidates to a row.
   *
   * @param distances holds the distances of `count` candidates from `start` on
   * @param first the index of the first candidate
   * @param except the index of a candidate to skip, such as the vector itself
   */
  offer(row: number, distances: Float32Array, start: number, count: number, first: number, except: number) {
    const last = (row + 1) * this.size - 1;
    let limit = this.distances[last]!;
    for (let i = 0; i < count; i++) {
      const distance = distances[start + i]!;
      if (distance >= limit || first + i === except) continue;
      this.insert(row, first + i, distance);
      limit = this.distances[last]!;
    }
  }

  private insert(row: number, index: number, distance: number): void {
    const { indices, distances, size } = this;
    let place = (row + 1) * size - 1;
    for (; place > row * size && distances[place - 1]! > distance; place--) {
      distances[place] = distances[place - 1]!;
      indices[place] = indices[place - 1]!;
    }
    distances[place] = distance;
    indices[place] = index;
  }
}
