// Figures of merit on pieces with known defects, computed when one asks for them.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { detectionFigure } from '../../../../src/figures/detection.ts';
import type { Evaluation } from '../../../../src/server/studio/contract/inspect.ts';
import { csvOf } from '../../core/csv.ts';
import { Button } from '../../ui/button.tsx';
import { Figure } from '../../ui/figure.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { inspectWords } from '../../words/inspect.ts';
import { score } from '../../words/numbers.ts';
import { evaluationQuery } from './core/queries.ts';
import { useInspectSearch } from './use-inspect-search.ts';
import type { Inspection } from './use-inspection.ts';
import styles from './inspect.module.css';

const names = ['imageAuroc', 'pixelAuroc', 'aupro', 'f1'] as const;

export function Measured({ inspection }: { readonly inspection: Inspection }) {
  const { inspector, line, judging } = inspection;
  const { search, change } = useInspectSearch();
  const isAsked = search.measured === true;
  const isJudged = judging.all > 0 && judging.done === judging.all;
  const { data, error, isFetching, refetch } = useQuery({
    ...evaluationQuery(inspector.id, inspector.revision, line.id),
    ...{ enabled: isAsked && isJudged, retry: false },
  });
  const measure = (
    <Button isDisabled={!isJudged || isFetching} onPress={() => change({ measured: true })}>
      {inspectWords.measure}
    </Button>
  );
  return (
    <Panel
      title={inspectWords.figuresOf}
      actions={data ? <SaveCsv name="figures-of-merit" csv={() => figuresCsv(data)} /> : measure}
    >
      {error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data ? (
        <Results data={data} inspection={inspection} />
      ) : (
        <p className={styles.hint} role="status">
          {isFetching
            ? inspectWords.measuring
            : isJudged
              ? inspectWords.measureHint
              : inspectWords.waitForAll}
        </p>
      )}
    </Panel>
  );
}

function Results({ data, inspection }: { readonly data: Evaluation; readonly inspection: Inspection }) {
  const { planted, intervals } = data;
  const { threshold } = inspection.chosen;
  const figure = useMemo(
    () =>
      planted.length > 0
        ? {
            ...detectionFigure(
              planted.map(({ score: own, ...rest }) => ({ ...rest, isFound: own > threshold })),
            ),
            ...{ title: inspectWords.planted, about: inspectWords.plantedAbout },
          }
        : undefined,
    [planted, threshold],
  );
  return (
    <>
      <dl className={styles.results}>
        {names.map((name) => (
          <div key={name}>
            <dt>{inspectWords.figures[name]}</dt>
            <dd>{data[name]?.toFixed(3) ?? '–'}</dd>
            <dd className={styles.hint}>{rangeOf(intervals[name])}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.hint}>{inspectWords.figuresNote(score(data.threshold))}</p>
      {figure && (
        <div className={styles.planted} tabIndex={0} role="region" aria-label={inspectWords.planted}>
          <Figure figure={figure} csv={() => plantedCsv(planted)} />
        </div>
      )}
    </>
  );
}

const figuresCsv = ({ intervals, ...figures }: Evaluation): string =>
  csvOf(names, {
    figure: (name) => inspectWords.figures[name],
    value: (name) => figures[name],
    low: (name) => intervals[name]?.[0],
    high: (name) => intervals[name]?.[1],
  });

const plantedCsv = (planted: Evaluation['planted']): string =>
  csvOf(planted, {
    defect: ({ defect }) => defect,
    area: ({ area }) => area,
    contrast: ({ contrast }) => contrast,
    score: (piece) => piece.score,
  });

const rangeOf = (interval: readonly [number, number] | undefined): string =>
  interval ? inspectWords.interval(interval[0].toFixed(3), interval[1].toFixed(3)) : '';
