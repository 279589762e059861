// The scores of all pieces beside the threshold, and figures where it is known which pieces are defective.
import { useMemo } from 'react';
import { pieceScores } from '../../../../src/figures/piece-scores.ts';
import { toCsv } from '../../core/csv.ts';
import { Figure } from '../../ui/figure.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useWidth } from '../../ui/use-width.ts';
import { inspectWords } from '../../words/inspect.ts';
import { scoreGroups } from './core/score-groups.ts';
import { DefectTable } from './defect-table.tsx';
import { Measured } from './measured.tsx';
import type { Inspection } from './use-inspection.ts';
import styles from './inspect.module.css';

export function FiguresView({ inspection }: { readonly inspection: Inspection }) {
  return (
    <div className={styles.figures}>
      <Panel>
        <Scores inspection={inspection} />
      </Panel>
      {inspection.line.kind === 'tests' ? (
        <>
          <DefectTable inspection={inspection} />
          <Measured inspection={inspection} />
        </>
      ) : (
        <p className={styles.hint}>{inspectWords.noTests}</p>
      )}
    </div>
  );
}

function Scores({ inspection: { inspector, pieces, chosen, line } }: { readonly inspection: Inspection }) {
  const [place, width] = useWidth<HTMLDivElement>();
  const groups = useMemo(
    () => scoreGroups(inspector.card.heldBack.scores, pieces, line.kind === 'tests', inspectWords),
    [inspector, pieces, line],
  );
  const figure =
    width > 0
      ? pieceScores({
          ...{ name: 'scores', title: inspectWords.scores, about: inspectWords.scoresAbout, groups },
          ...{ threshold: chosen.threshold, width: width + 20 },
          words: { threshold: inspectWords.thresholdWord, score: inspectWords.axisScore },
        })
      : undefined;
  const csv = () =>
    toCsv(
      ['group', 'score'],
      groups.flatMap(({ label, scores }) => scores.map((score) => [label, score])),
    );
  return (
    <div ref={place}>
      {/* The heading of a figure is one level deeper. */}
      <h2 className={styles.title}>{inspectWords.views.figures}</h2>
      {figure && <Figure figure={figure} csv={csv} />}
    </div>
  );
}
