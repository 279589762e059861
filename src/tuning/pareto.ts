// Several objectives at once: which points no other point beats, and how crowded they are.

/** Whether a point is nowhere worse than another and somewhere better; less is better. */
const dominates = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((value, i) => value <= b[i]!) && a.some((value, i) => value < b[i]!);

/**
 * The fronts of points, each a list of positions: the first has those that no point dominates, the next
 * those that only points of fronts before it dominate (the sort of Deb et al., 2002, "A fast and elitist
 * multiobjective genetic algorithm: NSGA-II").
 *
 * @param points `[count][objectives]`, less is better
 */
export function paretoFronts(points: readonly (readonly number[])[]): number[][] {
  const dominated: number[][] = points.map(() => []);
  const dominators = points.map((point, i) => {
    let count = 0;
    points.forEach((other, k) => {
      if (dominates(other, point)) count++;
      else if (dominates(point, other)) dominated[i]!.push(k);
    });
    return count;
  });
  const fronts: number[][] = [];
  let front = points.flatMap((_, i) => (dominators[i] === 0 ? [i] : []));
  while (front.length > 0) {
    fronts.push(front);
    front = front.flatMap((i) => dominated[i]!.filter((k) => --dominators[k]! === 0)).sort((a, b) => a - b);
  }
  return fronts;
}

/**
 * The crowding distance of each point of one front (Deb et al., 2002): infinite at the ends of each
 * objective.
 */
export function crowdingDistances(points: readonly (readonly number[])[]): number[] {
  const distances = points.map(() => 0);
  for (let objective = 0; objective < (points[0]?.length ?? 0); objective++) {
    const value = (i: number) => points[i]![objective]!;
    const order = points.map((_, i) => i).sort((a, b) => value(a) - value(b));
    const range = value(order.at(-1)!) - value(order[0]!);
    distances[order[0]!] = distances[order.at(-1)!] = Infinity;
    if (!(range > 0)) continue;
    for (let k = 1; k < order.length - 1; k++)
      distances[order[k]!]! += (value(order[k + 1]!) - value(order[k - 1]!)) / range;
  }
  return distances;
}

/**
 * Positions from good to bad: by front, and within a front by crowding. With one objective, by its value.
 */
export function rankByDominance(points: readonly (readonly number[])[]): number[] {
  const positions = points.map((_, i) => i);
  if (points[0]?.length === 1) return positions.sort((a, b) => points[a]![0]! - points[b]![0]! || a - b);
  return paretoFronts(points).flatMap((front) => {
    const distances = crowdingDistances(front.map((i) => points[i]!));
    return front
      .map((i, k) => ({ i, distance: distances[k]! }))
      .sort((a, b) => b.distance - a.distance || a.i - b.i)
      .map(({ i }) => i);
  });
}
