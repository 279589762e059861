// What the newest model of a run says of its validation pictures: some of them, and the confusion matrix.
import { useCallback } from 'react';
import { confusionFigure } from '../../../../src/figures/confusion-matrix.ts';
import type { RunDetail, RunValidation } from '../../../../src/server/studio/contract/runs.ts';
import { confusionCsv } from '../../core/csv.ts';
import { Answers } from '../../runs/answers.tsx';
import { SpotFigure } from '../../ui/spot-figure.tsx';
import { runPageWords } from '../../words/run.ts';
import styles from './run.module.css';

/** Narrower cells have no room for their numbers. */
const leastCell = 38;
const names = 150;

export const Validation = ({ run }: { readonly run: RunDetail }) =>
  run.validation && (
    <div className={styles.validation}>
      <Answers run={run} validation={run.validation} />
      {run.validation.confusion && (
        <Confusion confusion={run.validation.confusion} classNames={run.validation.classNames} />
      )}
    </div>
  );

interface ConfusionProps {
  readonly confusion: NonNullable<RunValidation['confusion']>;
  readonly classNames: readonly string[];
}

function Confusion({ confusion, classNames }: ConfusionProps) {
  const draw = useCallback(
    (width: number) => confusionFigure({ confusion, classNames, words: 'counts', width }),
    [confusion, classNames],
  );
  return (
    <section aria-label={runPageWords.confusion}>
      <SpotFigure
        draw={draw}
        leastWidth={Math.min(760, names + leastCell * classNames.length)}
        csv={() => confusionCsv(confusion, classNames)}
      />
    </section>
  );
}
