// Verdicts about pieces at a threshold, and which pieces are shown in which order.
import type { Piece } from '../../../../../src/server/studio/contract/inspect.ts';
import type { Order, ShownKind } from './search.ts';

/** What is known of a piece: a score or an error; neither as long as it waits. */
export interface Judged {
  readonly score?: number | undefined;
  readonly error?: string | undefined;
}

export type Verdict = 'defective' | 'good' | 'waiting' | 'broken';

export interface JudgedPiece extends Piece, Judged {
  readonly verdict: Verdict;
}

const verdictOf = ({ score, error }: Judged, threshold: number): Verdict => {
  if (error !== undefined) return 'broken';
  if (score === undefined) return 'waiting';
  return score > threshold ? 'defective' : 'good';
};

/** Pieces with their verdicts. */
export const judgedPieces = (
  pieces: readonly Piece[],
  results: ReadonlyMap<string, Judged>,
  threshold: number,
): JudgedPiece[] =>
  pieces.map((piece) => {
    const judged = results.get(piece.piece) ?? {};
    return { ...piece, ...judged, verdict: verdictOf(judged, threshold) };
  });

/** The pieces to show. One that can't be read is shown among the defective ones: a person must look at it. */
export function shownPieces(
  pieces: readonly JudgedPiece[],
  show: ShownKind,
  order: Order,
): readonly JudgedPiece[] {
  const shown =
    show === 'all'
      ? pieces
      : pieces.filter(({ verdict }) =>
          show === 'good' ? verdict === 'good' : verdict === 'defective' || verdict === 'broken',
        );
  return order === 'line' ? shown : shown.toSorted((a, b) => rank(b) - rank(a));
}

const rank = ({ score, error }: Judged): number => (error === undefined ? (score ?? -Infinity) : Infinity);

/** Pieces of one kind of defect, or good ones. */
export interface KindCount {
  /** Null for good pieces. */
  readonly defect: string | null;
  readonly defective: number;
  readonly all: number;
}

/** How many pieces of each true kind count as defective, the good ones first. */
export function countsByDefect(pieces: readonly JudgedPiece[]): KindCount[] {
  const counts = new Map<string | null, { defective: number; all: number }>([
    [null, { defective: 0, all: 0 }],
  ]);
  for (const { defect = null, verdict } of pieces) {
    const count = counts.get(defect) ?? { defective: 0, all: 0 };
    counts.set(defect, count);
    count.all++;
    if (verdict === 'defective') count.defective++;
  }
  return Array.from(counts, ([defect, count]) => ({ defect, ...count }));
}
