// A piece in the line: its picture, its verdict and its score beside the threshold.
import { score as written } from '../../words/numbers.ts';
import type { JudgedPiece } from './core/verdicts.ts';
import { PiecePicture } from './piece-picture.tsx';
import { Verdict } from './verdict.tsx';
import type { Inspection } from './use-inspection.ts';
import page from '../../ui/full-page.module.css';
import styles from './piece.module.css';

interface PieceTileProps {
  readonly inspection: Inspection;
  readonly piece: JudgedPiece;
  readonly place: number;
  readonly edge: number;
  readonly isTabbed: boolean;
  readonly onOpen: () => void;
}

export function PieceTile({ inspection, piece, place, edge, isTabbed, onOpen }: PieceTileProps) {
  const { verdict, score } = piece;
  return (
    <button
      type="button"
      className={page.tile}
      data-place={place}
      tabIndex={isTabbed ? 0 : -1}
      aria-pressed={inspection.search.piece === piece.piece}
      title={piece.error ?? piece.piece}
      onClick={onOpen}
    >
      <span className={`${page.picture} ${styles.picture} ${styles[verdict] ?? ''}`} style={{ height: edge }}>
        <PiecePicture inspection={inspection} piece={piece} edge={edge > 220 ? 640 : 400} />
      </span>
      <span className={styles.about}>
        <Verdict verdict={verdict} />
        {score !== undefined && <span className={styles.score}>{written(score)}</span>}
      </span>
      <span className={styles.name}>{piece.piece.replace(/^test\//, '')}</span>
    </button>
  );
}
