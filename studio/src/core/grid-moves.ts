// Moves among the tiles of a grid by the arrow keys.

/** The place after a key; undefined if the key means nothing here. */
export function movedPlace(
  key: string,
  place: number,
  { columns, total }: { readonly columns: number; readonly total: number },
): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ...{ ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns },
    ...{ PageDown: 4 * columns, PageUp: -4 * columns, Home: -total, End: total },
  };
  const step = steps[key];
  if (step === undefined) return undefined;
  const next = place + step;
  if (next >= 0 && next < total) return next;
  if (key === 'ArrowUp') return place;
  const isLastRow = Math.floor(place / columns) === Math.floor((total - 1) / columns);
  if (key === 'ArrowDown' && isLastRow) return place;
  return Math.max(0, Math.min(total - 1, next));
}
