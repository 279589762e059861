// A word if the good pieces as a whole have moved, because of the light or the camera.
import { useMemo } from 'react';
import { driftOf } from '../../../../src/inspection/drift.ts';
import { Warning } from '../../ui/warning.tsx';
import { inspectWords } from '../../words/inspect.ts';
import { percent } from '../../words/numbers.ts';
import type { Inspection } from './use-inspection.ts';

export function Drift({
  inspection: { pieces, inspector, chosen, line },
}: {
  readonly inspection: Inspection;
}) {
  const drift = useMemo(() => {
    // Among tests there are as many defective pieces as somebody chose.
    if (line.kind === 'tests') return undefined;
    const scores = pieces.flatMap(({ score }) => score ?? []);
    return driftOf(scores, {
      heldBack: inspector.card.heldBack.scores,
      threshold: chosen.threshold,
    });
  }, [pieces, inspector, chosen, line]);
  if (!drift?.hasMoved) return null;
  return (
    <Warning>
      {drift.passing < 0.5 ? inspectWords.driftPassing(percent(drift.passing, 0)) : inspectWords.drift}
    </Warning>
  );
}
