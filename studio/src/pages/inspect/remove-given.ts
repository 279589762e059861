// Removes pictures and inspectors that were given to the page, and puts them back by undo.
import type { QueryClient } from '@tanstack/react-query';
import type { DroppedPieces, InspectorName } from '../../../../src/server/studio/contract/inspect.ts';
import { api, apiPath } from '../../core/api.ts';
import { toasts } from '../../core/toasts.ts';
import { inspectWords } from '../../words/inspect.ts';
import { inspectorsQuery, linesQuery, piecesQuery } from './core/queries.ts';
import { tellUndoable } from './undoable.ts';

/** Removes pictures of the line `dropped`; returns whether they are gone. */
export const removePieces = (cache: QueryClient, pieces: readonly string[]): Promise<boolean> => {
  const body: DroppedPieces = { pieces: [...pieces] };
  const send = (what: 'remove' | 'restore') => () =>
    api(apiPath('pieces', 'dropped', what), { method: 'POST', body });
  const name = inspectWords.removedName(
    pieces.length === 1 ? pieces[0]! : inspectWords.pictures(pieces.length),
  );
  return removal(cache, { name, remove: send('remove'), restore: send('restore') });
};

/** Removes an inspector with the changes that a person made to it; returns whether it is gone. */
export const removeInspector = (
  cache: QueryClient,
  { id, name }: Pick<InspectorName, 'id' | 'name'>,
): Promise<boolean> =>
  removal(cache, {
    name: inspectWords.removedName(name),
    remove: () => api(apiPath('inspectors', id), { method: 'DELETE' }),
    restore: () => api(apiPath('inspectors', id, 'restore'), { method: 'POST' }),
  });

interface Removal {
  /** What was done, for undo. */
  readonly name: string;
  readonly remove: () => Promise<unknown>;
  readonly restore: () => Promise<unknown>;
}

async function removal(cache: QueryClient, { name, remove, restore }: Removal): Promise<boolean> {
  try {
    await remove();
  } catch (error) {
    toasts.fail(error);
    return false;
  }
  await refresh(cache);
  tellUndoable({
    name,
    undo: async () => {
      await restore();
      await refresh(cache);
    },
  });
  return true;
}

const refresh = (cache: QueryClient): Promise<unknown> =>
  Promise.all(
    [inspectorsQuery, linesQuery, piecesQuery('dropped')].map(({ queryKey }) =>
      cache.invalidateQueries({ queryKey }),
    ),
  );
