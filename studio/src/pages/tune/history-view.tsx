// How the search went: each trial in its order, and the learning curves.
import { useCallback, useMemo } from 'react';
import { historyFigure } from '../../../../src/figures/study/history.ts';
import { trialCurvesFigure } from '../../../../src/figures/study/trial-curves.ts';
import { objectivesOf } from '../../../../src/tuning/results.ts';
import { valueWords } from '../../../../src/tuning/words.ts';
import { toCsv } from '../../core/csv.ts';
import { Chart } from '../../ui/chart.tsx';
import { SpotFigure } from '../../ui/spot-figure.tsx';
import { count } from '../../words/numbers.ts';
import { tuneWords } from '../../words/tune.ts';
import { thinned, withCurves } from './core/study.ts';
import { Thinned } from './thinned.tsx';
import type { StudyViewProps } from './study-view-props.ts';
import { useStudyView } from './use-study-view.ts';
import styles from './tune.module.css';

/** More dots than this are one blot, and slow. */
const mostDots = 2000;

export function HistoryView({ study, shown }: StudyViewProps) {
  const { search } = useStudyView();
  const { log = false } = search;
  const curves = useMemo(() => withCurves(shown, study.curves), [shown, study.curves]);
  const drawCurves = useCallback(
    (width: number) => trialCurvesFigure(curves, { width, isLogarithmic: log }),
    [curves, log],
  );
  const [first] = study.objectives;
  const drawn = curves.trials.length;
  const of = shown.trials.filter(({ intermediate }) => intermediate.length > 0).length;
  return (
    <div className={styles.figures}>
      {study.objectives.map((objective, position) => (
        <History key={objective.name} position={position} shown={shown} />
      ))}
      <div>
        {drawn < of && <p className={styles.quiet}>{tuneWords.curvesThinned(count(drawn), count(of))}</p>}
        <Chart draw={drawCurves} x="epoch" write={(value) => valueWords(first!.name, value)} />
      </div>
    </div>
  );
}

function History({ position, shown: all }: Pick<StudyViewProps, 'shown'> & { readonly position: number }) {
  const { search, openTrial } = useStudyView();
  const { log = false, trial } = search;
  const shown = useMemo(() => thinned(all, mostDots), [all]);
  const objective = objectivesOf(all)[position]!;
  const draw = useCallback(
    (width: number) =>
      historyFigure(shown, objectivesOf(shown)[position]!, position, { width, isLogarithmic: log }),
    [shown, position, log],
  );
  const csv = () =>
    toCsv(
      ['trial', 'state', objective.name],
      all.trials.map(({ number, state, values }) => [number, state, values?.[position]]),
    );
  const marked = trial === undefined ? [] : [String(trial)];
  return (
    <div>
      <Thinned shown={shown} all={all} />
      <SpotFigure draw={draw} leastWidth={480} onOpen={openTrial} marked={marked} csv={csv} />
    </div>
  );
}
