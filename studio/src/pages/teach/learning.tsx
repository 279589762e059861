// A training as it goes, or the result of the last one.
import { useCallback } from 'react';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import type { FoldStep } from '../../../../src/training/fit-head.ts';
import { Chart } from '../../ui/chart.tsx';
import { number, percent } from '../../words/numbers.ts';
import { teachWords } from '../../words/teach.ts';
import { accuracyFigure, lossFigure } from './core/learning-figures.ts';
import { contentOf } from './core/lesson.ts';
import type { Result } from './core/result.ts';
import type { TeachState } from './core/teach-store.ts';
import type { Training } from './core/training.ts';
import styles from './teach.module.css';

export function Learning({ state: { training, result, lesson } }: { readonly state: TeachState }) {
  if (training)
    return (
      <>
        <Phase training={training} />
        {training.phase === 'fitting' && <Curves steps={training.steps} />}
      </>
    );
  if (!result) return null;
  return (
    <>
      {result.content !== contentOf(lesson) && <p className={styles.warn}>{teachWords.outdated}</p>}
      <Facts result={result} />
      <Curves steps={result.steps} />
    </>
  );
}

function Phase({ training }: { readonly training: Training }) {
  const isCounted = training.phase === 'features';
  const left = isCounted && training.left !== undefined ? teachWords.left(training.left) : '';
  return (
    <ProgressBar
      aria-label={teachWords.progress}
      className={styles.progress!}
      isIndeterminate={!isCounted}
      value={isCounted ? training.done : 0}
      maxValue={isCounted ? training.total : 1}
    >
      {({ percentage = 100 }) => (
        <>
          <div className={styles.track} data-moves={!isCounted}>
            <div className={styles.fill} style={{ width: `${percentage}%` }} />
          </div>
          <div className={styles.progressWords}>
            <span>{wordsOf(training)}</span>
            <span>{left}</span>
          </div>
        </>
      )}
    </ProgressBar>
  );
}

function wordsOf(training: Training): string {
  const { phases } = teachWords;
  switch (training.phase) {
    case 'opening':
      return phases.opening;
    case 'features':
      return phases.features(training.done, training.total);
    case 'fitting':
      return phases.fitting(training.steps.length);
    case 'keeping':
      return phases.keeping;
  }
}

function Facts({ result }: { readonly result: Result }) {
  const { heldOut, crossValidation, pictures, classNames, backbone, seconds } = result;
  const right = Math.round(heldOut.accuracy * heldOut.count);
  return (
    <div className={styles.facts}>
      <p className={styles.score}>
        <strong>{percent(crossValidation.accuracy)}</strong>
        <span>{teachWords.recognised(crossValidation.count)}</span>
      </p>
      <ul className={styles.quiet}>
        <li>{teachWords.heldOut(right, heldOut.count)}</li>
        <li>{teachWords.learntFrom(pictures, classNames.length, backbone)}</li>
        <li>{teachWords.took(seconds.features, seconds.fit)}</li>
      </ul>
    </div>
  );
}

function Curves({ steps }: { readonly steps: readonly FoldStep[] }) {
  const drawLoss = useCallback((width: number) => lossFigure(steps, width), [steps]);
  const drawAccuracy = useCallback((width: number) => accuracyFigure(steps, width), [steps]);
  if (steps.length < 2) return null;
  return (
    <>
      <Chart draw={drawAccuracy} x={teachWords.step} write={(value) => percent(value, 1)} />
      <Chart draw={drawLoss} x={teachWords.step} write={number} />
    </>
  );
}
