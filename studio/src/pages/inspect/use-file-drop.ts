// Files that are dropped on the page, pasted, or chosen: pictures become pieces, and .onnx files inspectors.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState, type DragEvent } from 'react';
import type { InspectorName, PieceRef } from '../../../../src/server/studio/contract/inspect.ts';
import { toasts } from '../../core/toasts.ts';
import { inspectWords } from '../../words/inspect.ts';
import { inspectorsQuery, piecesQuery, sendFile } from './core/queries.ts';
import { useInspectSearch } from './use-inspect-search.ts';

export function useFileDrop() {
  const cache = useQueryClient();
  const { change } = useInspectSearch();
  const [isOver, setOver] = useState(false);
  const take = useCallback(
    (files: readonly File[]) => {
      const keep = async () => {
        const pieces: PieceRef[] = [];
        for (const file of files) {
          if (/\.onnx$/i.test(file.name)) {
            const { id, name } = await sendFile<InspectorName>('inspectors', file);
            await cache.invalidateQueries(inspectorsQuery);
            change({ inspector: id, alarms: undefined });
            toasts.tell(inspectWords.inspectorAdded(name));
          } else if (file.type.startsWith('image/')) pieces.push(await sendFile<PieceRef>('pieces', file));
          else toasts.fail(inspectWords.notKnown(file.name));
        }
        const [first] = pieces;
        if (!first) return;
        await cache.invalidateQueries({ queryKey: piecesQuery(first.line).queryKey });
        change({ line: first.line, show: undefined, piece: pieces.length === 1 ? first.piece : undefined });
        toasts.tell(inspectWords.added(pieces.length));
      };
      keep().catch((error: unknown) => toasts.fail(error));
    },
    [cache, change],
  );
  useEffect(() => {
    const paste = ({ clipboardData }: ClipboardEvent) => take([...(clipboardData?.files ?? [])]);
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [take]);
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      take([...event.dataTransfer.files]);
    },
  };
  return { isOver, handlers, take };
}
