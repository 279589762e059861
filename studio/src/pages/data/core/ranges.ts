/** Indices as the server takes them: `0-127,300`. */
export function writeRanges(indices: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < indices.length; i++) {
    const first = indices[i]!;
    while (indices[i + 1] === indices[i]! + 1) i++;
    parts.push(indices[i] === first ? String(first) : `${first}-${indices[i]}`);
  }
  return parts.join(',');
}
