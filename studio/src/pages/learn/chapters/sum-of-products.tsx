// Numbers × weights = products, and their sum.
import { decimal, learnWords, signed } from '../../../words/learn.ts';
import { largest, type Terms } from '../core/arithmetic.ts';
import { useLearn } from '../learn-context.ts';
import { NumberGrid } from '../number-grid.tsx';
import { Total } from './total.tsx';
import styles from './chapters.module.css';

interface SumOfProductsProps {
  readonly terms: Terms;
  /** What each input map adds. */
  readonly sums: readonly number[];
  readonly bias: number | undefined;
  readonly result: number;
}

export function SumOfProducts({ terms, sums, bias, result }: SumOfProductsProps) {
  const { place, go, question } = useLearn();
  const columns = place.stage.sliding!.size[1];
  const shared = { columns, isSmall: columns > 3 };
  const name = sums.length > 1 ? learnWords.sumOfMaps(sums.length) : learnWords.sumOfProducts;
  const total = sums.reduce((a, b) => a + b, 0);
  return (
    <div className={styles.terms}>
      <NumberGrid label={learnWords.underWindow} values={terms.values} {...shared} />
      <span className={styles.sign}>×</span>
      <NumberGrid
        label={learnWords.weights}
        values={terms.weights}
        {...shared}
        scale={largest(question.weights[place.stage.kernel!]!)}
        chosen={place.weight}
        onChoose={(weight) => go({ weight }, true)}
      />
      <span className={styles.sign}>=</span>
      <NumberGrid label={learnWords.products} values={terms.products} {...shared} />
      <Total
        parts={[
          [name, decimal(total)],
          ...(bias === undefined ? [] : [[learnWords.bias, signed(bias)] as const]),
        ]}
        result={[learnWords.result, decimal(result)]}
      />
    </div>
  );
}
