// How smooth curves are: what the browser remembers of it.

/** A weight from 0 to 0.95; 0 for what is none. */
export function readSmoothing(text: string | undefined): number {
  const value = Number(text);
  return value >= 0 && value <= 0.95 ? value : 0;
}
