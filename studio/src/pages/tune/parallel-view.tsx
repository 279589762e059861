// All parameters of each trial, with ranges to choose along the axes. The figure may draw a part of the
// lines; the choice counts all trials.
import { useMemo } from 'react';
import { parallelFigure } from '../../../../src/figures/study/parallel-coordinates.ts';
import { completeTrials, objectivesOf, rankedTrials } from '../../../../src/tuning/results.ts';
import { valueWords } from '../../../../src/tuning/words.ts';
import { Button } from '../../ui/button.tsx';
import { Figure } from '../../ui/figure.tsx';
import { useWidth } from '../../ui/use-width.ts';
import { count } from '../../words/numbers.ts';
import { tuneWords } from '../../words/tune.ts';
import { AxisBrush } from './axis-brush.tsx';
import { brushText, isWithin, readBrush, withRange } from './core/brush.ts';
import { trialColumns, trialsCsv } from './core/trials-table.ts';
import type { StudyViewProps } from './study-view-props.ts';
import { TrialTable } from './trial-table.tsx';
import { useStudyView } from './use-study-view.ts';
import styles from './tune.module.css';

/** The figure keeps so much room at its left, which the panel has already. */
const bleed = 20;

export function ParallelView({ study, shown }: StudyViewProps) {
  const { search, change } = useStudyView();
  const { log: isLogarithmic = false } = search;
  const [place, width] = useWidth<HTMLDivElement>();
  const brush = useMemo(() => readBrush(search.brush), [search.brush]);
  const hasBrush = Object.keys(brush).length > 0;
  const columns = useMemo(
    () => (width > 0 ? parallelFigure(shown, { width: width + bleed, isLogarithmic })?.columns : undefined),
    [shown, width, isLogarithmic],
  );
  const chosen = useMemo(
    () => rankedTrials(shown).filter((trial) => columns && isWithin(brush, columns, trial)),
    [shown, columns, brush],
  );
  const figure = useMemo(() => {
    if (width === 0) return undefined;
    const within = new Set(chosen);
    const choice = hasBrush ? { isChosen: (trial: (typeof chosen)[0]) => within.has(trial) } : {};
    return parallelFigure(shown, { width: width + bleed, isLogarithmic, ...choice });
  }, [shown, width, isLogarithmic, chosen, hasBrush]);
  const [best] = chosen;
  const { name } = objectivesOf(shown)[0]!;
  const numbers = new Set(chosen.map(({ number }) => number));
  return (
    <>
      <div ref={place} className={styles.parallel}>
        {width > 0 && !figure && <p className={styles.quiet}>{tuneWords.few}</p>}
        {figure && (
          <Figure
            isWide
            figure={figure}
            csv={() =>
              trialsCsv(
                study.trials.filter(({ number }) => numbers.has(number)),
                trialColumns(study),
              )
            }
          >
            {figure.columns.map((column) => (
              <AxisBrush
                key={column.name}
                column={column}
                figure={figure}
                range={brush[column.name]}
                onChange={(range) => change({ brush: brushText(withRange(brush, column.name, range)) })}
              />
            ))}
          </Figure>
        )}
      </div>
      <p className={styles.quiet}>{tuneWords.brushHint}</p>
      {hasBrush && (
        <p className={styles.chosen} role="status">
          <strong>{tuneWords.brushed(count(chosen.length), count(completeTrials(shown).length))}</strong>
          {best && <span>{tuneWords.bestOf(String(best.number), valueWords(name, best.values![0]!))}</span>}
          <Button onPress={() => change({ brush: undefined })}>{tuneWords.clear}</Button>
        </p>
      )}
      {hasBrush && <TrialTable study={study} numbers={chosen} />}
    </>
  );
}
