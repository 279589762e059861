// With several objectives: the trials that no other trial beats.
import { useCallback } from 'react';
import { paretoFigures } from '../../../../src/figures/study/pareto.ts';
import { frontOf } from '../../../../src/tuning/results.ts';
import { toCsv } from '../../core/csv.ts';
import { SpotFigure } from '../../ui/spot-figure.tsx';
import type { StudyViewProps } from './study-view-props.ts';
import { useStudyView } from './use-study-view.ts';
import styles from './tune.module.css';

export const FrontView = ({ study, shown }: StudyViewProps) => (
  <div className={styles.figures}>
    {study.objectives.slice(1).map(({ name }, i) => (
      <Front key={name} position={i} study={study} shown={shown} />
    ))}
  </div>
);

function Front({ position, study, shown }: StudyViewProps & { readonly position: number }) {
  const { search, openTrial } = useStudyView();
  const { log = false, trial } = search;
  const draw = useCallback(
    (width: number) => paretoFigures(shown, { width, isLogarithmic: log })[position],
    [shown, position, log],
  );
  const csv = () =>
    toCsv(
      ['trial', ...study.objectives.map(({ name }) => name)],
      frontOf(shown).map(({ number, values }) => [number, ...values!]),
    );
  return (
    <SpotFigure
      draw={draw}
      leastWidth={480}
      onOpen={openTrial}
      marked={trial === undefined ? [] : [String(trial)]}
      csv={csv}
    />
  );
}
