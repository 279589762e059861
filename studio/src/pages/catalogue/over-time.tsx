// The numbers of items with each value, at each synchronisation that changed something.
import { useCallback } from 'react';
import type { Inventory } from '../../../../src/server/studio/contract/catalogue.ts';
import { Chart } from '../../ui/chart.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import { count, dateTime, day, timeOfDay } from '../../words/numbers.ts';
import { overTimeFigure, timesOf } from './core/over-time.ts';
import styles from './inventory.module.css';

interface OverTimeProps {
  readonly inventory: Inventory;
  readonly attribute: Inventory['attributes'][number];
}

/** Days, or times if all is of one day. */
function timeWriter(inventory: Inventory): (time: number) => string {
  const days = new Set(timesOf(inventory).map(day));
  return days.size > 1 ? day : timeOfDay;
}

export function OverTime({ inventory, attribute }: OverTimeProps) {
  const times = timesOf(inventory);
  const draw = useCallback(
    (width: number) =>
      overTimeFigure({
        ...{ attribute, times: timesOf(inventory), width, writeTime: timeWriter(inventory) },
        words: { title: attribute.name, about: catalogueWords.overTimeAbout },
      }),
    [inventory, attribute],
  );
  if (times.length < 2) return <p className={styles.hint}>{catalogueWords.oneSync}</p>;
  return (
    <Chart
      draw={draw}
      x={catalogueWords.synchronisation}
      writeX={(place) => dateTime(times[place - 1] ?? 0)}
      write={count}
    />
  );
}
