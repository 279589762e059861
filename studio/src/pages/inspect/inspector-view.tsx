// What the inspector is, and what a person changed about it.
import { useQueryClient } from '@tanstack/react-query';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { inspectWords } from '../../words/inspect.ts';
import { bytes, count, percent } from '../../words/numbers.ts';
import { withdrawPiece } from './accept-piece.ts';
import { GivenFiles } from './given-files.tsx';
import type { Inspection } from './use-inspection.ts';
import styles from './inspect.module.css';

export const InspectorView = ({ inspection }: { readonly inspection: Inspection }) => (
  // Focusable, so that keys can scroll it also where nothing in it can be pressed.
  <div className={styles.figures} role="group" aria-label={inspectWords.inspector} tabIndex={0}>
    <Panel title={inspectWords.changes}>
      <Changes inspection={inspection} />
    </Panel>
    <Panel title={inspectWords.inspector}>
      <Facts inspection={inspection} />
    </Panel>
    <Panel title={inspectWords.given}>
      <GivenFiles />
    </Panel>
  </div>
);

function Changes({ inspection: { inspector } }: { readonly inspection: Inspection }) {
  const cache = useQueryClient();
  const { changes, changedFile } = inspector;
  if (changedFile === undefined) return <p className={styles.hint}>{inspectWords.noChanges}</p>;
  return (
    <>
      <p>{inspectWords.changedFile(changedFile)}</p>
      <ul className={styles.accepted}>
        {changes.falseAlarms !== undefined && (
          <li>{inspectWords.newThreshold(percent(changes.falseAlarms))}</li>
        )}
        {changes.accepted.map((ref) => (
          <li key={`${ref.line}/${ref.piece}`}>
            {inspectWords.accepted(ref.piece)}
            <Button look="quiet" icon="undo" onPress={() => void withdrawPiece(cache, inspector, ref)}>
              {inspectWords.withdraw}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Facts({ inspection: { inspector } }: { readonly inspection: Inspection }) {
  const { card, file } = inspector;
  const { method, input, backbone, variants, heldBack, alignment, region } = card;
  const learnt = variants.reduce((sum, { pieces, accepted }) => sum + pieces + accepted, 0);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [inspectWords.file, file],
    [inspectWords.size, bytes(inspector.bytes)],
    [inspectWords.method, method],
    [inspectWords.input, inspectWords.pixels(count(input.width), count(input.height), input.channels === 3)],
    [inspectWords.backbone, backbone.name],
    [inspectWords.layers, backbone.layers.join(', ') || undefined],
    [inspectWords.learntFrom, inspectWords.pieces(count(learnt))],
    [inspectWords.variants, variants.length > 1 ? variants.map(({ name }) => name).join(', ') : undefined],
    [
      inspectWords.falseAlarms,
      `${percent(card.falseAlarms)}, ${inspectWords.fromPieces(count(heldBack.scores.length))}`,
    ],
    [inspectWords.alignment, alignment === undefined ? undefined : inspectWords.pixelCount(count(alignment))],
    [inspectWords.region, region < 1 ? percent(region) : undefined],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) =>
        value === undefined ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
