// Which parameters matter: their importance, the objective over each, and the two most important ones.
import { useCallback, useMemo } from 'react';
import { importanceFigure } from '../../../../src/figures/study/importance.ts';
import { sliceFigure } from '../../../../src/figures/study/slices.ts';
import { completeTrials } from '../../../../src/tuning/results.ts';
import { toCsv } from '../../core/csv.ts';
import { SpotFigure } from '../../ui/spot-figure.tsx';
import { useWidth } from '../../ui/use-width.ts';
import { count } from '../../words/numbers.ts';
import { tuneWords } from '../../words/tune.ts';
import { contourCsv, sortedTrials, trialColumns, trialsCsv } from './core/trials-table.ts';
import { thinned } from './core/study.ts';
import { Thinned } from './thinned.tsx';
import type { StudyViewProps } from './study-view-props.ts';
import { useImportance } from './use-importance.ts';
import { useStudyView } from './use-study-view.ts';
import styles from './tune.module.css';

/** There is a dot for each trial and parameter. */
const mostDots = 700;
/** Below this width the contour scrolls. */
const leastContour = 460;
/** Figures keep so much room at their left, which the panel has already. */
const bleed = 20;

export function ParametersView({ study, shown }: StudyViewProps) {
  const { search, openTrial } = useStudyView();
  const { log = false, trial } = search;
  const marked = trial === undefined ? [] : [String(trial)];
  const few = useMemo(() => thinned(shown, mostDots), [shown]);
  const drawSlices = useCallback(
    (width: number) => sliceFigure(few, { width, isLogarithmic: log }),
    [few, log],
  );
  const columns = trialColumns(study);
  const csv = () => trialsCsv(sortedTrials(study.trials, columns, 'number'), columns);
  return (
    <div className={styles.figures}>
      <Importance study={study} shown={shown} />
      <div>
        <Thinned shown={few} all={shown} />
        <SpotFigure draw={drawSlices} leastWidth={380} onOpen={openTrial} marked={marked} csv={csv} />
      </div>
    </div>
  );
}

function Importance({ study, shown }: StudyViewProps) {
  const { search, openTrial } = useStudyView();
  const [place, width] = useWidth<HTMLDivElement>();
  const contourWidth = width === 0 ? 0 : Math.max(leastContour, width + bleed);
  const { answer, error, count: used } = useImportance(shown, contourWidth);
  const all = completeTrials(shown).length;
  const importance = answer?.importance;
  const drawImportance = useCallback(
    (width: number) => importance && importanceFigure(importance, { width }),
    [importance],
  );
  const contour = answer?.contour;
  const drawContour = useCallback(() => contour, [contour]);
  return (
    <div ref={place} className={styles.figures}>
      {error && <p className={styles.bad}>{error.message}</p>}
      {!error && !importance && <p className={styles.quiet}>{tuneWords.computing}</p>}
      {importance?.length === 0 && <p className={styles.quiet}>{tuneWords.few}</p>}
      {used < all && <p className={styles.quiet}>{tuneWords.sampled(count(used), count(all))}</p>}
      {importance && importance.length > 0 && (
        <SpotFigure
          draw={drawImportance}
          leastWidth={520}
          csv={() =>
            toCsv(
              ['parameter', 'share', 'deviation'],
              importance.map(({ name, share, deviation }) => [name, share, deviation]),
            )
          }
        />
      )}
      {contour && (
        <SpotFigure
          draw={drawContour}
          csv={() => contourCsv(study, shown, importance ?? [])}
          onOpen={openTrial}
          marked={search.trial === undefined ? [] : [String(search.trial)]}
        />
      )}
    </div>
  );
}
