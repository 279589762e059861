// What an inspection shows, as tables to save.
import { csvOf } from '../../../core/csv.ts';
import type { JudgedPiece, Verdict } from './verdicts.ts';

/** @param words a verdict in words */
export const piecesCsv = (pieces: readonly JudgedPiece[], words: Readonly<Record<Verdict, string>>): string =>
  csvOf(pieces, {
    piece: ({ piece }) => piece,
    score: ({ score }) => score,
    verdict: ({ verdict }) => words[verdict],
    error: ({ error }) => error,
  });
