// The values of a chart at one x: a line, a dot on each curve, and a small table beside it.
import type { ChartFigure } from '../../../src/figures/chart.ts';
import type { Reading } from '../core/chart-reading.ts';
import { curveColour } from './curve-colour.ts';
import styles from './figure.module.css';

interface ChartValuesProps {
  readonly plot: ChartFigure['plot'];
  readonly width: number;
  readonly reading: Reading;
  /** The value of x in words. */
  readonly head: string;
  readonly write: (value: number) => string;
}

export function ChartValues({ plot: { box }, width, reading, head, write }: ChartValuesProps) {
  const side = reading.left > width / 2 ? { right: width - reading.left + 12 } : { left: reading.left + 12 };
  return (
    <div aria-hidden="true">
      <div
        className={styles.line}
        style={{ left: reading.left, top: box.top, height: box.bottom - box.top }}
      />
      {reading.values.map(({ curve, top }) => (
        <span
          key={curve}
          className={styles.dot}
          style={{ left: reading.left, top, background: curveColour(curve) }}
        />
      ))}
      <div className={styles.values} style={{ ...side, top: box.top }}>
        <b>{head}</b>
        {reading.values.map(({ curve, label, y }) => (
          <div key={curve} className={styles.value}>
            <span className={styles.swatch} style={{ background: curveColour(curve) }} />
            <span>{label}</span>
            <span>{write(y)}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
