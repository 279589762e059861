// Stands for a part of a measurement that is not there: it follows, or one starts it.
import { Button } from '../../ui/button.tsx';
import { evaluateWords } from '../../words/evaluate.ts';
import { useMeasure } from './evaluate-actions.tsx';
import type { ResultsProps } from './results-props.ts';
import styles from './evaluate.module.css';

export function MissingPart({ evaluation, query }: Pick<ResultsProps, 'evaluation' | 'query'>) {
  const { mutate: measure, isPending } = useMeasure(query);
  if (evaluation.status === 'running') return <p className={styles.quiet}>{evaluateWords.partial}</p>;
  return (
    <>
      <p className={styles.quiet}>{evaluateWords.missing}</p>
      <Button icon="play" isDisabled={isPending} onPress={() => measure()}>
        {evaluateWords.again}
      </Button>
    </>
  );
}
