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
import type { Inspection } from './use-inspection.ts';
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
    const next = shown[place + step];
    if (next) change({ piece: next.piece }, { replace: true });
  };
  const act = async (kept: Promise<unknown>) => {
    setBusy(true);
    await kept;
    setBusy(false);
  };
  const accept = () => {
    if (!isAccepted && !isBusy && piece.score !== undefined) void act(acceptPiece(cache, inspector, ref));
  };
  usePanelKeys({
    accept,
    close: () => change({ piece: undefined }),
    next: () => go(1),
    previous: () => go(-1),
  });
  return (
    <aside className={styles.panel} aria-label={inspectWords.pieceLabel}>
      <header className={styles.header}>
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
        <IconButton
          icon="close"
          label={inspectWords.closePiece}
          keys="Escape"
          onPress={() => change({ piece: undefined })}
        />
      </header>
      <div className={styles.large}>
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
        <span role="status" className={styles.hint}>
          {isBusy ? inspectWords.accepting : isAccepted ? inspectWords.isAccepted : ''}{' '}
          {isFailing && inspectWords.stillFailing}
        </span>
      </div>
      <PieceFacts inspection={inspection} piece={piece} />
    </aside>
  );
}

type Acts = Readonly<Record<'accept' | 'close' | 'next' | 'previous', () => void>>;

function usePanelKeys(acts: Acts): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useActions(
    useMemo(() => {
      const section = inspectWords.pieceLabel;
      const on = (name: keyof Acts) => () => latest.current[name]();
      return [
        { id: 'piece-accept', name: inspectWords.accept, section, keys: 'a', run: on('accept') },
        { id: 'piece-next', name: inspectWords.next, section, keys: 'j', run: on('next') },
        { id: 'piece-previous', name: inspectWords.previous, section, keys: 'k', run: on('previous') },
        { id: 'piece-close', name: inspectWords.closePiece, section, keys: 'Escape', run: on('close') },
      ];
    }, []),
  );
}
