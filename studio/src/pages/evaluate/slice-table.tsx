// Groups of pictures with their accuracies; a group opens its pictures.
import { SaveCsv } from '../../ui/save-csv.tsx';
import { evaluateWords } from '../../words/evaluate.ts';
import { count, percent } from '../../words/numbers.ts';
import type { Slice } from './core/slices.ts';
import { slicesCsv } from './core/tables.ts';
import { attributeName } from './attribute-name.ts';
import { useEvaluateView } from './use-view.ts';
import styles from './evaluate.module.css';

interface SliceTableProps {
  readonly slices: readonly Slice[];
  /** Whether they are of several attributes. */
  readonly isMixed: boolean;
}

export function SliceTable({ slices, isMixed }: SliceTableProps) {
  const { open } = useEvaluateView();
  return (
    <>
      <div className={styles.scroller} tabIndex={0} role="region" aria-label={evaluateWords.tabs.slices}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{evaluateWords.group}</th>
              {isMixed && (
                <th scope="col" className={styles.text}>
                  {evaluateWords.by}
                </th>
              )}
              <th scope="col">{evaluateWords.pictures}</th>
              <th scope="col">{evaluateWords.accuracy}</th>
              <th scope="col">{evaluateWords.ofInterval}</th>
            </tr>
          </thead>
          <tbody>
            {slices.map(({ attribute, part, indices, accuracy, interval: [low, high] }) => (
              <tr key={`${attribute}:${part}`}>
                <th scope="row">
                  <button
                    type="button"
                    className={styles.link}
                    onClick={() => open({ kind: 'slice', attribute, part })}
                  >
                    {part}
                  </button>
                </th>
                {isMixed && <td className={styles.text}>{attributeName(attribute)}</td>}
                <td>{count(indices.length)}</td>
                <td>{percent(accuracy, 2)}</td>
                <td>{evaluateWords.interval(percent(low), percent(high))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <SaveCsv isBelow name="slices" csv={() => slicesCsv(slices)} />
    </>
  );
}
