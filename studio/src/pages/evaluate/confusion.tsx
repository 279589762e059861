// The confusion matrix, whose cells open their pictures, and the largest confusions in words.
import { useCallback, useMemo } from 'react';
import { confusionFigure } from '../../../../src/figures/confusion-matrix.ts';
import { confusionCsv } from '../../core/csv.ts';
import { Select } from '../../ui/select.tsx';
import { SpotFigure } from '../../ui/spot-figure.tsx';
import { evaluateWords } from '../../words/evaluate.ts';
import { count } from '../../words/numbers.ts';
import { largestConfusions } from './core/confusions.ts';
import type { Results } from './queries.ts';
import { useEvaluateView } from './use-view.ts';
import styles from './evaluate.module.css';

/** Narrower cells have no room for their numbers. */
const leastCell = 38;
const names = 150;

export function ConfusionView({ results: { document } }: { readonly results: Results }) {
  const { search, change, pick, open } = useEvaluateView();
  const { cells: words = 'counts' } = search;
  const { classNames, report } = document;
  const { confusion } = report;
  const draw = useCallback(
    (width: number) => confusionFigure({ confusion, classNames, words, width }),
    [confusion, classNames, words],
  );
  const largest = useMemo(() => largestConfusions(confusion, 8), [confusion]);
  return (
    <>
      <div className={styles.control}>
        <Select
          label={evaluateWords.cells}
          chosen={words}
          onChoose={(id) => change({ cells: id === 'rates' ? id : undefined })}
          choices={(['counts', 'rates'] as const).map((id) => ({ id, name: evaluateWords[id] }))}
        />
      </div>
      <SpotFigure
        draw={draw}
        leastWidth={Math.min(760, names + leastCell * classNames.length)}
        marked={pick?.kind === 'cell' ? [`${pick.label}-${pick.prediction}`] : []}
        onOpen={(id) => {
          const [label, prediction] = id.split('-').map(Number);
          open({ kind: 'cell', label: label!, prediction: prediction! });
        }}
        csv={() => confusionCsv(confusion, classNames)}
      />
      <h3 className={styles.heading}>{evaluateWords.largest}</h3>
      <ul className={styles.confusions}>
        {largest.map(({ label, prediction, count: pictures }) => (
          <li key={`${label}-${prediction}`}>
            <button
              type="button"
              className={styles.row}
              onClick={() => open({ kind: 'cell', label, prediction })}
            >
              <span>{evaluateWords.confusion(classNames[label]!, classNames[prediction]!)}</span>
              <span>{count(pictures)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
