// Moving in a grid with the keyboard.

/** The index after a key; nothing if the key means nothing here. */
export function moved(key: string, at: number, columns: number, count: number): number | undefined {
  const steps: Partial<Record<string, number>> = {
    ...{ ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns },
    ...{ Home: -at, End: count - 1 - at },
  };
  const step = steps[key];
  if (step === undefined) return undefined;
  const next = at + step;
  if (next >= 0 && next < count) return next;
  return key === 'ArrowDown' && Math.floor(at / columns) < Math.floor((count - 1) / columns) ? count - 1 : at;
}
