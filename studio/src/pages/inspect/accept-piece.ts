// A person's word that a piece is good: the inspector takes it, and gives it back.
import type { QueryClient } from '@tanstack/react-query';
import type { InspectorDetail, PieceRef } from '../../../../src/server/studio/contract/inspect.ts';
import { inspectWords } from '../../words/inspect.ts';
import { changeInspector } from './change-inspector.ts';

export const isSame = (a: PieceRef, b: PieceRef): boolean => a.line === b.line && a.piece === b.piece;

export const acceptPiece = (
  cache: QueryClient,
  inspector: InspectorDetail,
  ref: PieceRef,
): Promise<boolean> => {
  const { changes } = inspector;
  return changeInspector(cache, inspector, {
    changes: { ...changes, accepted: [...changes.accepted, ref] },
    name: inspectWords.acceptedName(ref.piece),
  });
};

export const withdrawPiece = (
  cache: QueryClient,
  inspector: InspectorDetail,
  ref: PieceRef,
): Promise<boolean> => {
  const { changes } = inspector;
  return changeInspector(cache, inspector, {
    changes: { ...changes, accepted: changes.accepted.filter((other) => !isSame(other, ref)) },
    name: inspectWords.withdrawnName(ref.piece),
  });
};
