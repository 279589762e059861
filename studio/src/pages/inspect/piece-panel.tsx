// One piece: its picture at full size, its score, where it is defective, and a person's word on it.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { inspectWords } from '../../words/inspect.ts';
import { acceptPiece, isSame, withdrawPiece } from './accept-piece.ts';
import type { JudgedPiece } from './core/verdicts.ts';
import { PieceFacts } from './piece-facts.tsx';
import { PiecePicture } from './piece-picture.tsx';
import { removePieces } from './remove-given.ts';
import { SavePiece } from './save-piece.tsx';
import type { Inspection } from './use-inspection.ts';
import page from '../../ui/full-page.module.css';
import styles from './piece.module.css';

interface PiecePanelProps {
  readonly inspection: Inspection;
  readonly piece: JudgedPiece;
}

export function PiecePanel({ inspection, piece }: PiecePanelProps) {
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const { inspector, line, shown, change } = inspection;
  const ref = { line: line.id, piece: piece.piece };
  const isAccepted = inspector.changes.accepted.some((other) => isSame(other, ref));
  const isFailing = inspector.failing.some((other) => isSame(other, ref));
  const place = shown.findIndex((other) => other.piece === piece.piece);
  const go = (step: number) => {
    const beside = (open: string | undefined) => shown[shown.findIndex((one) => one.piece === open) + step];
    change((now) => ({ piece: beside(now.piece)?.piece ?? now.piece }), { replace: true });
  };
  const act = async (kept: Promise<unknown>) => {
    setBusy(true);
    await kept;
    setBusy(false);
  };
  const accept = () => {
    if (!isAccepted && !isBusy && piece.score !== undefined) void act(acceptPiece(cache, inspector, ref));
  };
  const isGiven = line.kind === 'dropped';
  const remove = () => {
    if (isBusy) return;
    const next = shown[place + 1] ?? shown[place - 1];
    const goOn = (isGone: boolean) => isGone && change({ piece: next?.piece }, { replace: true });
    void act(removePieces(cache, [piece.piece]).then(goOn));
  };
  usePanelKeys({
    ...{ accept, ...(isGiven && { remove }) },
    close: () => change({ piece: undefined }),
    next: () => go(1),
    previous: () => go(-1),
  });
  return (
    <aside className={`${page.aside} ${styles.panel}`} aria-label={inspectWords.pieceLabel}>
      <header className={`${page.asideHeader} ${styles.header}`}>
        <h2 title={piece.piece}>{piece.piece}</h2>
        <IconButton
          icon="up"
          label={inspectWords.previous}
          keys="k"
          isDisabled={place <= 0}
          onPress={() => go(-1)}
        />
        <IconButton
          icon="down"
          label={inspectWords.next}
          keys="j"
          isDisabled={place < 0 || place >= shown.length - 1}
          onPress={() => go(1)}
        />
        <SavePiece inspection={inspection} piece={piece} />
        <IconButton
          icon="close"
          label={inspectWords.closePiece}
          keys="Escape"
          onPress={() => change({ piece: undefined })}
        />
      </header>
      <div className={`${page.large} ${styles.large}`}>
        <PiecePicture inspection={inspection} piece={piece} edge={1200} isDescribed={false} />
      </div>
      <div className={styles.acts}>
        {isAccepted ? (
          <Button
            icon="undo"
            isDisabled={isBusy}
            onPress={() => void act(withdrawPiece(cache, inspector, ref))}
          >
            {inspectWords.withdraw}
          </Button>
        ) : (
          <Button look="primary" isDisabled={isBusy || piece.score === undefined} onPress={accept}>
            {inspectWords.accept} <Kbd keys="a" />
          </Button>
        )}
        {isGiven && (
          <Button icon="trash" isDisabled={isBusy} onPress={remove}>
            {inspectWords.remove} <Kbd keys="Delete" />
          </Button>
        )}
        <span role="status" className={styles.hint}>
          {isBusy ? inspectWords.working : isAccepted ? inspectWords.isAccepted : ''}{' '}
          {isFailing && inspectWords.stillFailing}
        </span>
      </div>
      <PieceFacts inspection={inspection} piece={piece} />
    </aside>
  );
}

type ActName = 'accept' | 'remove' | 'close' | 'next' | 'previous';

const keys: readonly (readonly [ActName, string, string])[] = [
  ['accept', inspectWords.accept, 'a'],
  ['remove', inspectWords.removePicture, 'Delete'],
  ['next', inspectWords.next, 'j'],
  ['previous', inspectWords.previous, 'k'],
  ['close', inspectWords.closePiece, 'Escape'],
];

function usePanelKeys(acts: Partial<Readonly<Record<ActName, () => void>>>): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  const there = Object.keys(acts).sort().join(' ');
  useActions(
    useMemo(
      () =>
        keys
          .filter(([act]) => there.split(' ').includes(act))
          .map(([act, name, key]) => ({
            ...{ id: `piece-${act}`, name, section: inspectWords.pieceLabel, keys: key },
            run: () => latest.current[act]?.(),
          })),
      [there],
    ),
  );
}
