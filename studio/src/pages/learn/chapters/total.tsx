// A sum as on paper: the parts, a line, the result.
import styles from './chapters.module.css';

type Entry = readonly [name: string, written: string];

interface TotalProps {
  readonly parts: readonly Entry[];
  readonly result: Entry;
}

export const Total = ({ parts, result }: TotalProps) => (
  <dl className={styles.total}>
    {[...parts, result].map(([name, written]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{written}</dd>
      </div>
    ))}
  </dl>
);
