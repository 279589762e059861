// The curves of a run, with the choice of how smooth they are, which the browser remembers, and of the epochs
// that are shown, which the address has.
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { RunDetail } from '../../../../src/server/studio/contract/runs.ts';
import { remember, remembered } from '../../core/settings.ts';
import { Curves } from '../../runs/curves.tsx';
import { RangeSlider } from '../../ui/range-slider.tsx';
import { Slider } from '../../ui/slider.tsx';
import { number, percent } from '../../words/numbers.ts';
import { runPageWords } from '../../words/run.ts';
import { readRunSearch } from './core/search.ts';
import { readSmoothing } from './core/smoothing.ts';
import { searchOf, shownEpochs } from './core/shown-epochs.ts';
import { Breaks } from './breaks.tsx';
import styles from './run.module.css';

const route = getRouteApi('/runs/$id');
const place = 'smoothing';
/** A curve of fewer points shows its course by itself. */
const leastPoints = 4;

export function RunCurves({ run }: { readonly run: RunDetail }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [smoothing, setSmoothing] = useState(() => readSmoothing(remembered(place)));
  const change = (value: number) => {
    setSmoothing(value);
    remember(place, value > 0 ? String(value) : undefined);
  };
  const last = Math.floor(run.history.at(-1)?.epoch ?? 0);
  const shown = shownEpochs(search, last);
  const show = (range: readonly [number, number]) =>
    void navigate({
      search: ({ tab }) => readRunSearch({ tab, ...searchOf(range, last) }),
      ...{ replace: true, resetScroll: false },
    });
  if (run.history.length < leastPoints)
    return (
      <>
        <Curves run={run} />
        <Breaks sessions={run.sessions} />
      </>
    );
  return (
    <>
      <div className={styles.curveChoices}>
        <Slider
          label={runPageWords.smoothing}
          value={smoothing}
          onChange={change}
          minimum={0}
          maximum={0.95}
          step={0.05}
          write={(value) => percent(value, 0)}
        />
        <RangeSlider
          label={runPageWords.shown}
          thumbs={[runPageWords.firstShown, runPageWords.lastShown]}
          value={shown ?? [0, last]}
          onChange={(range) => range[0] < range[1] && show(range)}
          minimum={0}
          maximum={last}
          step={1}
          write={(from, to) => runPageWords.shownRange(number(from), number(to))}
        />
      </div>
      <Curves run={run} smoothing={smoothing} shown={shown} />
      <Breaks sessions={run.sessions} />
    </>
  );
}
