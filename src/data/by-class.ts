// Pictures by their class: which ones, and how many.

/**
 * The indices of each class, ascending: a list for each of so many classes, and for more where labels name
 * them.
 */
export function indicesByClass(labels: ArrayLike<number>, classes = 0): number[][] {
  const members: number[][] = Array.from({ length: classes }, () => []);
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index]!;
    while (members.length <= label) members.push([]);
    members[label]!.push(index);
  }
  return members;
}

/** How many pictures each of so many classes has. */
export function countByClass(labels: ArrayLike<number>, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (let index = 0; index < labels.length; index++) counts[labels[index]!]!++;
  return counts;
}
