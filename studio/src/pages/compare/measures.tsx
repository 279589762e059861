// The figures of two models beside each other, and how many pictures each of them recognises.
import type { Comparison } from '../../../../src/server/studio/contract/comparisons.ts';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { compareWords } from '../../words/compare.ts';
import { count, percent, points, signed } from '../../words/numbers.ts';
import type { Sides } from './core/pair.ts';
import { measures, measuresCsv, outcomes } from './core/tables.ts';
import styles from './compare.module.css';

interface MeasuresProps {
  readonly comparison: Comparison;
  readonly sides: Sides;
}

export const Measures = ({ comparison, sides }: MeasuresProps) => (
  <>
    <div className={styles.scroller} tabIndex={0} role="group" aria-label={compareWords.difference}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{compareWords.measure}</th>
            <th scope="col">{compareWords.side('A', sides[0].name)}</th>
            <th scope="col">{compareWords.side('B', sides[1].name)}</th>
            <th scope="col">{compareWords.difference}</th>
            <th scope="col">{compareWords.interval}</th>
          </tr>
        </thead>
        <tbody>
          {measures.map((name) => (
            <MeasureRow key={name} name={name} comparison={comparison} />
          ))}
        </tbody>
      </table>
    </div>
    <Outcomes comparison={comparison} sides={sides} />
    <SaveCsv isBelow name="comparison" csv={() => measuresCsv(comparison)} />
  </>
);

function MeasureRow({
  name,
  comparison: { a, b, difference },
}: {
  readonly name: (typeof measures)[number];
  readonly comparison: Comparison;
}) {
  const isLoss = name === 'loss';
  const write = (value: number) => (isLoss ? value.toFixed(4) : percent(value, 2));
  const change = (value: number) => (isLoss ? signed(value, 4) : points(value));
  const { value, interval } = difference[name];
  return (
    <tr>
      <th scope="row">{compareWords.measures[name]}</th>
      <td>{write(a[name])}</td>
      <td>{write(b[name])}</td>
      <td>{change(value)}</td>
      <td>{compareWords.range(change(interval[0]), change(interval[1]))}</td>
    </tr>
  );
}

/** A bar in four parts, with their sizes in words. */
function Outcomes({ comparison: { outcomes: sizes, count: all }, sides: [a, b] }: MeasuresProps) {
  const colours = {
    bothRight: 'var(--pressed)',
    onlyA: a.colour,
    onlyB: b.colour,
    bothWrong: 'var(--border)',
  };
  return (
    <section aria-label={compareWords.outcomes} className={styles.outcomes}>
      <h3>{compareWords.outcomes}</h3>
      <div className={styles.bar} aria-hidden="true">
        {outcomes.map((name) => (
          <span key={name} style={{ flexGrow: sizes[name], background: colours[name] }} />
        ))}
      </div>
      <dl className={styles.legend}>
        {outcomes.map((name) => (
          <div key={name}>
            <dt>
              <span className={styles.swatch} style={{ background: colours[name] }} aria-hidden="true" />
              {compareWords.outcome[name]}
            </dt>
            <dd>
              {count(sizes[name])} <span className={styles.share}>{percent(sizes[name] / all)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
