// Batch normalisation of one cell, written out: after training it is a scale and a shift for each map.
import { decimal, learnWords } from '../../../words/learn.ts';
import { normalizationAt } from '../core/normalization-at.ts';
import type { Normalization } from '../core/plain-network.ts';
import { useLearn } from '../learn-context.ts';
import { Calculation } from './calculation.tsx';
import { WeightControl } from './weight-control.tsx';
import styles from './chapters.module.css';

interface NormalizationSumProps {
  readonly normalization: Normalization;
  /** The cell before it, and what the engine made of it. */
  readonly x: number;
  readonly y: number;
}

export function NormalizationSum({ normalization, x, y }: NormalizationSumProps) {
  const { question, place } = useLearn();
  const { map } = place;
  const at = normalizationAt(normalization, question.weights, map);
  const { gamma, beta, mean, variance, epsilon, scale, shift, outcome } = { ...at, outcome: at.of(x) };
  const written = (value: number) => decimal(value, 3);
  const words = learnWords.normalized;
  return (
    <div className={styles.column}>
      <Calculation
        name={words.name}
        steps={[
          [words.scale, `${written(gamma)} ÷ √(${written(variance)} + ${epsilon}) = ${written(scale)}`],
          [words.shift, `${written(beta)} − ${written(scale)} × ${written(mean)} = ${written(shift)}`],
          [words.cell, `${written(scale)} × ${written(x)} + ${written(shift)} = ${written(outcome)}`],
        ]}
      />
      <p className={styles.note} role="status">
        {learnWords.engineSays(decimal(y, 4))}
      </p>
      <div className={styles.bar}>
        <WeightControl name={normalization.gamma} index={map} label={words.gamma} />
        <WeightControl name={normalization.beta} index={map} label={words.beta} />
      </div>
    </div>
  );
}
