// An evaluation before, while and after it is measured.
import { useQuery } from '@tanstack/react-query';
import type { Evaluation, EvaluationQuery } from '../../../../src/server/studio/contract/evaluations.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Failure } from '../../ui/panel.tsx';
import { evaluateWords } from '../../words/evaluate.ts';
import { useMeasure } from './evaluate-actions.tsx';
import { MeasureProgress } from './measure-progress.tsx';
import { resultsQuery } from './queries.ts';
import { ResultsView } from './results.tsx';
import styles from './evaluate.module.css';

interface MeasurementProps {
  readonly query: EvaluationQuery;
  readonly evaluation: Evaluation;
}

export function Measurement({ query, evaluation }: MeasurementProps) {
  const { status, files, measured, reason } = evaluation;
  const isHere = measured !== undefined && files.includes('evaluation.json');
  const results = useQuery({ ...resultsQuery(evaluation), enabled: isHere });
  const isOver = status === 'failed' || status === 'stopped';
  return (
    <>
      {status === 'running' && <MeasureProgress evaluation={evaluation} />}
      {isOver && isHere && (
        <p className={styles.bad} role="status">
          {status === 'failed' ? evaluateWords.failedTitle : evaluateWords.stoppedTitle}
          {reason !== undefined && `: ${reason}`}
        </p>
      )}
      {results.data ? (
        <ResultsView query={query} evaluation={evaluation} results={results.data} />
      ) : results.error ? (
        <Failure error={results.error} retry={() => void results.refetch()} />
      ) : isHere ? (
        <Loading />
      ) : (
        status !== 'running' && <Before query={query} evaluation={evaluation} />
      )}
    </>
  );
}

function Before({ query, evaluation: { status, reason } }: MeasurementProps) {
  const measure = useMeasure(query);
  const title = {
    ...{ none: evaluateWords.measureTitle, running: '', finished: evaluateWords.measureTitle },
    ...{ failed: evaluateWords.failedTitle, stopped: evaluateWords.stoppedTitle },
  }[status];
  return (
    <EmptyState icon="evaluate" title={title} hint={reason ?? evaluateWords.measureHint}>
      <Button look="primary" icon="play" isDisabled={measure.isPending} onPress={() => measure.mutate()}>
        {evaluateWords.measure}
      </Button>
    </EmptyState>
  );
}
