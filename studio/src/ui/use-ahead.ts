// A value that a control shows before its owner has taken it. An owner that keeps it in the address takes a
// moment; the next key must begin at what the last one has set.
import { useState } from 'react';

interface Ahead {
  readonly now: number;
  readonly change: (value: number) => void;
  /** Shows what the owner has, though it may not have taken the last change. */
  readonly settle: () => void;
}

export function useAhead(value: number, onChange: (value: number) => void): Ahead {
  const [ahead, setAhead] = useState<number>();
  if (ahead === value) setAhead(undefined); // the owner has taken it
  return {
    now: ahead ?? value,
    change: (next) => {
      setAhead(next);
      onChange(next);
    },
    settle: () => setAhead(undefined),
  };
}
