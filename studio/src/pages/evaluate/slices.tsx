// How good the model is on groups of pictures: the weakest of all, or those of one attribute.
import { useCallback, useMemo } from 'react';
import { dotPlot } from '../../../../src/figures/dot-plot.ts';
import { Select } from '../../ui/select.tsx';
import { SpotFigure } from '../../ui/spot-figure.tsx';
import { evaluateWords } from '../../words/evaluate.ts';
import { percent } from '../../words/numbers.ts';
import { attributeName } from './attribute-name.ts';
import { attributesOf, slicesBy, weakestSlices, type Slice } from './core/slices.ts';
import type { Results } from './queries.ts';
import { slicesCsv } from './core/tables.ts';
import { SliceTable } from './slice-table.tsx';
import { useEvaluateView } from './use-view.ts';
import styles from './evaluate.module.css';

const all = '';

export function Slices({ results: { document, predictions } }: { readonly results: Results }) {
  const { search, change } = useEvaluateView();
  const { accuracy } = document.report;
  const { by } = search;
  const slices = useMemo(
    () => (by === undefined ? weakestSlices(predictions, accuracy) : slicesBy(predictions, by)),
    [predictions, accuracy, by],
  );
  return (
    <>
      <div className={styles.control}>
        <Select
          label={evaluateWords.by}
          chosen={by ?? all}
          onChoose={(id) => change({ by: id === all ? undefined : id })}
          choices={[
            { id: all, name: evaluateWords.weakest },
            ...attributesOf(predictions).map((id) => ({ id, name: attributeName(id) })),
          ]}
        />
      </div>
      {by === undefined && (
        <p className={styles.quiet}>
          {slices.length > 0 ? evaluateWords.weakestHint(percent(accuracy, 2)) : evaluateWords.noWeak}
        </p>
      )}
      {by !== undefined && slices.length > 0 && <SliceFigure by={by} slices={slices} accuracy={accuracy} />}
      {slices.length > 0 && <SliceTable slices={slices} isMixed={by === undefined} />}
    </>
  );
}

interface SliceFigureProps {
  readonly by: string;
  readonly slices: readonly Slice[];
  readonly accuracy: number;
}

function SliceFigure({ by, slices, accuracy }: SliceFigureProps) {
  const { pick, open } = useEvaluateView();
  const draw = useCallback(
    (width: number) =>
      dotPlot({
        ...{ name: 'slices', title: evaluateWords.accuracyBy(by), about: evaluateWords.aboutSlices, width },
        label: evaluateWords.accuracy.toLowerCase(),
        rows: slices.map(({ part, accuracy: value, interval }) => ({
          ...{ label: part, value, interval: [interval[0], interval[1]] as const },
          colour: interval[1] < accuracy ? 1 : 0,
        })),
      }),
    [by, slices, accuracy],
  );
  return (
    <SpotFigure
      draw={draw}
      onOpen={(part) => open({ kind: 'slice', attribute: by, part })}
      marked={pick?.kind === 'slice' && pick.attribute === by ? [pick.part] : []}
      csv={() => slicesCsv(slices)}
    />
  );
}
