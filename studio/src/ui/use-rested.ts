// What moves quickly, such as the active picture of a grid, is told when it rests: each change of an address
// costs, and browsers allow only so many.
import { useEffect } from 'react';

const restMs = 300;

/**
 * Tells of a value that is not the known one when it has stayed for a moment.
 *
 * @param tell the same function until it does something else
 */
export function useRested<Value>(value: Value, known: Value, tell: (value: Value) => void): void {
  useEffect(() => {
    if (value === known) return;
    const rest = setTimeout(() => tell(value), restMs);
    return () => clearTimeout(rest);
  }, [value, known, tell]);
}
