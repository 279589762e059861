// Groups and counts pictures by class.

/** The indices of each class, ascending. There are at least `classes` lists, and more if labels need them. */
export function indicesByClass(labels: ArrayLike<number>, classes = 0): number[][] {
  const members: number[][] = Array.from({ length: classes }, () => []);
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index]!;
    while (members.length <= label) members.push([]);
    members[label]!.push(index);
  }
  return members;
}

/** The number of pictures in each class. */
export function countByClass(labels: ArrayLike<number>, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (let index = 0; index < labels.length; index++) counts[labels[index]!]!++;
  return counts;
}
