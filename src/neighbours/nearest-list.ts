// For each of some vectors the nearest so far, as a short sorted list; candidates come by the million, and
// nearly all are refused by one comparison. Of equal distances the one that came first stays.

export class NearestLists {
  readonly size: number;
  /** `[rows, size]`, nearest first; -1 where none has come yet. */
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
   * @param distances of so many candidates, from a place in this array
   * @param first the index of the first candidate
   * @param except a candidate that is not to be taken, such as the vector itself
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
