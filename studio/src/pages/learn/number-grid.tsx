// Numbers as a small table of coloured cells. Where they are weights, one can choose a cell.
import { useTheme } from '../../ui/use-theme.ts';
import { decimal } from '../../words/learn.ts';
import { largest } from './core/arithmetic.ts';
import { inkOn, signedColour } from './core/colours.ts';
import styles from './number-grid.module.css';

interface NumberGridProps {
  readonly label: string;
  readonly values: readonly number[];
  readonly columns: number;
  /** The magnitude of the strongest colour; that of the largest value if it is left out. */
  readonly scale?: number;
  readonly write?: (value: number) => string;
  /** The cell that stands out. */
  readonly chosen?: number | undefined;
  readonly onChoose?: (index: number) => void;
  /** Colours of another kind, such as grey levels. */
  readonly colour?: (value: number) => string;
  readonly isSmall?: boolean;
}

export function NumberGrid(props: NumberGridProps) {
  const { label, values, columns, write = decimal, chosen, onChoose, isSmall = false } = props;
  const theme = useTheme();
  const scale = props.scale ?? largest(values);
  const colour = props.colour ?? ((value: number) => signedColour(value / scale, theme));
  return (
    <figure className={styles.figure}>
      <div
        role="group"
        aria-label={label}
        className={`${styles.grid} ${isSmall ? styles.small : ''}`}
        style={{ gridTemplateColumns: `repeat(${columns}, var(--cell))` }}
      >
        {values.map((value, i) => {
          const ground = colour(value);
          const style = { background: ground, color: inkOn(ground) };
          const words = write(value);
          const className = `${styles.cell} ${i === chosen ? styles.chosen : ''}`;
          return onChoose ? (
            <button
              key={i}
              type="button"
              className={className}
              style={style}
              aria-pressed={i === chosen}
              aria-label={`${label} ${i + 1}: ${words}`}
              onClick={() => onChoose(i)}
            >
              {words}
            </button>
          ) : (
            <span key={i} className={className} style={style}>
              {words}
            </span>
          );
        })}
      </div>
      <figcaption className={styles.caption}>{label}</figcaption>
    </figure>
  );
}
