// The curves of a run, with the choice of how smooth they are. The browser remembers it.
import { useState } from 'react';
import type { RunDetail } from '../../../../src/server/studio/contract/runs.ts';
import { remember, remembered } from '../../core/settings.ts';
import { Curves } from '../../runs/curves.tsx';
import { Slider } from '../../ui/slider.tsx';
import { percent } from '../../words/numbers.ts';
import { runPageWords } from '../../words/run.ts';
import { readSmoothing } from './core/smoothing.ts';
import styles from './run.module.css';

const place = 'smoothing';
/** A curve of fewer points shows its course by itself. */
const leastPoints = 4;

export function SmoothedCurves({ run: { history } }: { readonly run: RunDetail }) {
  const [smoothing, setSmoothing] = useState(() => readSmoothing(remembered(place)));
  const change = (value: number) => {
    setSmoothing(value);
    remember(place, value > 0 ? String(value) : undefined);
  };
  if (history.length < leastPoints) return <Curves history={history} />;
  return (
    <>
      <div className={styles.smoothing}>
        <Slider
          label={runPageWords.smoothing}
          value={smoothing}
          onChange={change}
          minimum={0}
          maximum={0.95}
          step={0.05}
          write={(value) => percent(value, 0)}
        />
      </div>
      <Curves history={history} smoothing={smoothing} />
    </>
  );
}
