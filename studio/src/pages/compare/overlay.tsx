// The curves of all runs in one chart, with the choice of what it shows.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { RunDetail } from '../../../../src/server/studio/contract/runs.ts';
import { Chart } from '../../ui/chart.tsx';
import { Select } from '../../ui/select.tsx';
import { compareWords } from '../../words/compare.ts';
import { number, percent } from '../../words/numbers.ts';
import { runWords } from '../../words/runs-common.ts';
import { overlayFigure } from './core/overlay.ts';
import { comparedAxes, comparedFigures, type ComparedAxis, type ComparedFigure } from './core/search.ts';
import styles from './compare.module.css';

const route = getRouteApi('/compare');

export function Overlay({ runs }: { readonly runs: readonly RunDetail[] }) {
  const { figure = 'validationAccuracy', x = 'epoch' } = route.useSearch();
  const navigate = route.useNavigate();
  const draw = useCallback(
    (width: number) => {
      const words = {
        title: compareWords.figures[figure],
        about: compareWords.about,
        x: compareWords.axes[x],
      };
      return overlayFigure({ runs, figure, x, width, words });
    },
    [runs, figure, x],
  );
  const rows = runs.flatMap(({ history }) => history);
  const isShare = figure === 'accuracy' || figure === 'validationAccuracy';
  return (
    <>
      <div className={styles.choices}>
        <Select
          label={compareWords.figure}
          choices={comparedFigures.map((id) => ({ id, name: compareWords.figures[id] }))}
          chosen={figure}
          onChoose={(id) =>
            void navigate({ search: (old) => ({ ...old, figure: id as ComparedFigure }), replace: true })
          }
        />
        <Select
          label={compareWords.against}
          choices={comparedAxes.map((id) => ({ id, name: compareWords.axisNames[id] }))}
          chosen={x}
          onChoose={(id) =>
            void navigate({ search: (old) => ({ ...old, x: id as ComparedAxis }), replace: true })
          }
        />
      </div>
      {rows.some((row) => row[figure] !== undefined) ? (
        <Chart draw={draw} x={compareWords.axes[x]} write={isShare ? (value) => percent(value, 2) : number} />
      ) : (
        <p className={styles.hint}>{rows.length > 0 ? compareWords.notMeasured : runWords.noCurves}</p>
      )}
    </>
  );
}
