// How the accuracy holds as pictures get worse.
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { robustnessFigure } from '../../../../src/figures/robustness.ts';
import type { Evaluation, RobustnessDocument } from '../../../../src/server/studio/contract/evaluations.ts';
import { toCsv } from '../../core/csv.ts';
import { Loading } from '../../ui/loading.tsx';
import { Failure } from '../../ui/panel.tsx';
import { SpotFigure } from '../../ui/spot-figure.tsx';
import { evaluateWords } from '../../words/evaluate.ts';
import { count } from '../../words/numbers.ts';
import { documentQuery } from './queries.ts';
import styles from './evaluate.module.css';

export function RobustnessView({ evaluation }: { readonly evaluation: Evaluation }) {
  const isHere = evaluation.files.includes('robustness.json');
  const { data, error, refetch } = useQuery({
    ...documentQuery<RobustnessDocument>(evaluation, 'robustness.json'),
    enabled: isHere,
  });
  if (!isHere)
    return (
      <p className={styles.quiet}>
        {evaluation.status === 'running' ? evaluateWords.partial : evaluateWords.missing}
      </p>
    );
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  return data ? <Curves data={data} /> : <Loading />;
}

function Curves({ data }: { readonly data: RobustnessDocument }) {
  const draw = useCallback((width: number) => robustnessFigure(data, { width }), [data]);
  const csv = () =>
    toCsv(
      ['corruption', 'strength', 'unit', 'accuracy'],
      data.curves.flatMap(({ corruption, unit, points }) =>
        points.map(({ strength, accuracy }) => [corruption, strength, unit, accuracy]),
      ),
    );
  return (
    <>
      {data.count < data.of && (
        <p className={styles.quiet}>{evaluateWords.robustness(count(data.count), count(data.of))}</p>
      )}
      <SpotFigure draw={draw} csv={csv} />
    </>
  );
}
