// The score of a piece, its verdict, and its defective places in words.
import { inspectWords } from '../../words/inspect.ts';
import { percent, score as written } from '../../words/numbers.ts';
import type { JudgedPiece } from './core/verdicts.ts';
import { usePieceMap, usePlaces } from './piece-picture.tsx';
import { Verdict } from './verdict.tsx';
import type { Inspection } from './use-inspection.ts';
import page from '../../ui/full-page.module.css';
import styles from './piece.module.css';

interface PieceFactsProps {
  readonly inspection: Inspection;
  readonly piece: JudgedPiece;
}

export function PieceFacts({ inspection, piece }: PieceFactsProps) {
  const places = usePlaces(inspection, piece, usePieceMap(inspection, piece, true));
  const { verdict, score, error, defect } = piece;
  const hasMaps = inspection.inspector.card.placeThreshold !== undefined;
  return (
    <>
      <dl className={`${page.facts} ${styles.facts}`}>
        <dt>{inspectWords.verdict}</dt>
        <dd>
          <Verdict verdict={verdict} />
          {defect !== undefined && (
            <span className={styles.hint}>
              {' '}
              ({defect === null ? inspectWords.trulyGood : inspectWords.truly(defect)})
            </span>
          )}
        </dd>
        {score !== undefined && (
          <>
            <dt>{inspectWords.score}</dt>
            <dd>
              {written(score)}{' '}
              <span className={styles.hint}>
                {inspectWords.threshold(written(inspection.chosen.threshold))}
              </span>
            </dd>
          </>
        )}
        {places.length > 0 && (
          <>
            <dt>{inspectWords.places}</dt>
            <dd>
              <ol>
                {places.map(({ x, y, width, height, peak }, i) => (
                  <li key={i}>
                    {inspectWords.placeAt(percent(x + width / 2, 0), percent(y + height / 2, 0))}{' '}
                    <span className={styles.hint}>{written(peak)}</span>
                  </li>
                ))}
              </ol>
            </dd>
          </>
        )}
      </dl>
      {error !== undefined && <p className={styles.error}>{error}</p>}
      <p className={styles.hint}>{hasMaps ? inspectWords.scaleEnd : inspectWords.noMaps}</p>
    </>
  );
}
