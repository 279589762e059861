// A calculation, line by line, each with a word on what it is.
import styles from './chapters.module.css';

interface CalculationProps {
  readonly name: string;
  readonly steps: readonly (readonly [meaning: string, written: string])[];
}

/** The last line is the result. */
export const Calculation = ({ name, steps }: CalculationProps) => (
  <dl className={styles.calculation} aria-label={name}>
    {steps.map(([meaning, written]) => (
      <div key={meaning}>
        <dt>{meaning}</dt>
        <dd>{written}</dd>
      </div>
    ))}
  </dl>
);
