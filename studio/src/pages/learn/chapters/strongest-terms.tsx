// The products that count most in a sum.
import { useMemo } from 'react';
import { decimal, learnWords, signed } from '../../../words/learn.ts';
import type { Terms } from '../core/arithmetic.ts';
import styles from './chapters.module.css';

interface StrongestTermsProps {
  readonly terms: Terms;
  readonly shape: readonly number[];
  readonly onChoose: (index: number) => void;
}

const shown = 5;

export function StrongestTerms({ terms, shape, onChoose }: StrongestTermsProps) {
  const strongest = useMemo(
    () =>
      terms.products
        .map((product, index) => ({ product, index }))
        .sort((a, b) => Math.abs(b.product) - Math.abs(a.product))
        .slice(0, shown),
    [terms],
  );
  return (
    <table className={styles.table}>
      <caption>{learnWords.strongest}</caption>
      <thead>
        <tr>
          <th scope="col">{learnWords.place}</th>
          <th scope="col">{learnWords.value}</th>
          <th scope="col">{learnWords.weightColumn}</th>
          <th scope="col">{learnWords.product}</th>
        </tr>
      </thead>
      <tbody>
        {strongest.map(({ product, index }) => (
          <tr key={index}>
            <th scope="row">
              <button type="button" className={styles.link} onClick={() => onChoose(index)}>
                {learnWords.cellName(index, shape)}
              </button>
            </th>
            <td>{decimal(terms.values[index]!)}</td>
            <td>{decimal(terms.weights[index]!)}</td>
            <td className={product < 0 ? styles.against : styles.for}>{signed(product)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
