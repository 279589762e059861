// A moment in the past: how long ago, with the date as its title.
import { ago, dateTime } from '../words/numbers.ts';
import { useNow } from './use-now.ts';

export function Time({ at }: { readonly at: number }) {
  const now = useNow(30_000);
  return (
    <time dateTime={new Date(at).toISOString()} title={dateTime(at)}>
      {ago(at, now)}
    </time>
  );
}
