// The threshold: a slider of the false alarms to expect, what it promises, and how many pieces are defective.
import { useQueryClient } from '@tanstack/react-query';
import { Button } from '../../ui/button.tsx';
import { Slider } from '../../ui/slider.tsx';
import { commonWords } from '../../words/common.ts';
import { inspectWords } from '../../words/inspect.ts';
import { count, duration, percent, score } from '../../words/numbers.ts';
import { changeInspector } from './change-inspector.ts';
import { rateOf, stepCount, stepOf } from './core/threshold.ts';
import type { Inspection } from './use-inspection.ts';
import styles from './inspect.module.css';

export function ThresholdBar({ inspection }: { readonly inspection: Inspection }) {
  const cache = useQueryClient();
  const { inspector, chosen, search, change } = inspection;
  const { card, changes } = inspector;
  const { falseAlarms, interval, threshold, needed, wanted } = chosen;
  const keep = () => {
    void changeInspector(cache, inspector, {
      ...{ changes: { ...changes, falseAlarms: wanted } },
      name: inspectWords.thresholdName(percent(wanted)),
    }).then((isKept) => isKept && change({ alarms: undefined }));
  };
  return (
    <div className={styles.threshold}>
      <div className={styles.slide}>
        <Slider
          label={inspectWords.falseAlarms}
          value={stepOf(card, wanted)}
          onChange={(step) => change({ alarms: rateOf(card, step) }, { replace: true })}
          {...{ minimum: 1, maximum: stepCount(card), step: 1 }}
          write={() => percent(falseAlarms)}
        />
        <span className={styles.promise}>
          {inspectWords.promise(percent(interval[0]), percent(interval[1]))},{' '}
          {inspectWords.threshold(score(threshold))}
        </span>
        {search.alarms !== undefined && search.alarms !== card.falseAlarms && (
          <>
            <Button onPress={keep}>{inspectWords.keepThreshold}</Button>
            <Button look="quiet" icon="undo" onPress={() => change({ alarms: undefined })}>
              {inspectWords.ownThreshold}
            </Button>
          </>
        )}
      </div>
      {needed !== undefined && (
        <p className={styles.hint}>{inspectWords.tooFew(percent(wanted), count(needed))}</p>
      )}
      <Counts inspection={inspection} />
    </div>
  );
}

function Counts({ inspection: { pieces, judging, retry } }: { readonly inspection: Inspection }) {
  const { done, all, secondsLeft, error } = judging;
  const defective = pieces.filter(({ verdict }) => verdict === 'defective').length;
  return (
    <div className={styles.counts}>
      {pieces.length > 0 && (
        <strong role="status">{inspectWords.defectiveOf(count(defective), count(done))}</strong>
      )}
      {error ? (
        <span className={styles.failed} role="alert">
          {inspectWords.judgingFailed}: {error.message}
          <Button onPress={retry}>{commonWords.retry}</Button>
        </span>
      ) : (
        done < all && (
          <span className={styles.hint}>
            {inspectWords.judging(count(done), count(all))}
            {secondsLeft !== undefined && `, ${inspectWords.left(duration(secondsLeft))}`}
          </span>
        )
      )}
    </div>
  );
}
