// How the accuracy holds as pictures get worse.
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { robustnessFigure } from '../../../../src/figures/robustness.ts';
import type { RobustnessDocument } from '../../../../src/server/studio/contract/evaluations.ts';
import { toCsv } from '../../core/csv.ts';
import { Loading } from '../../ui/loading.tsx';
import { Failure } from '../../ui/panel.tsx';
import { SpotFigure } from '../../ui/spot-figure.tsx';
import { evaluateWords } from '../../words/evaluate.ts';
import { count } from '../../words/numbers.ts';
import { MissingPart } from './missing-part.tsx';
import { documentQuery } from './queries.ts';
import type { ResultsProps } from './results-props.ts';
import styles from './evaluate.module.css';

export function RobustnessView({ evaluation, query }: Pick<ResultsProps, 'evaluation' | 'query'>) {
  const isHere = evaluation.files.includes('robustness.json');
  const { data, error, refetch } = useQuery({
    ...documentQuery<RobustnessDocument>(evaluation, 'robustness.json'),
    enabled: isHere,
  });
  if (!isHere) return <MissingPart evaluation={evaluation} query={query} />;
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
