// What a person changes of an inspector: written into a new file, and taken back by undo.
import type { QueryClient } from '@tanstack/react-query';
import type { InspectorChanges, InspectorDetail } from '../../../../src/server/studio/contract/inspect.ts';
import { api, apiPath } from '../../core/api.ts';
import { toasts } from '../../core/toasts.ts';
import { inspectWords } from '../../words/inspect.ts';
import { inspectorQuery } from './core/queries.ts';
import { tellUndoable } from './undoable.ts';

interface Change {
  /** All changes, with the new one. */
  readonly changes: InspectorChanges;
  /** What was done, for undo. */
  readonly name: string;
}

/** Makes a change; returns whether it was kept. */
export async function changeInspector(
  cache: QueryClient,
  { id, changes: before }: Pick<InspectorDetail, 'id' | 'changes'>,
  { changes, name }: Change,
): Promise<boolean> {
  try {
    await put(cache, id, changes);
  } catch (error) {
    toasts.fail(inspectWords.notKept((error as Error).message));
    return false;
  }
  tellUndoable({ name, undo: () => put(cache, id, before) });
  return true;
}

async function put(cache: QueryClient, id: string, changes: InspectorChanges): Promise<void> {
  const detail = await api<InspectorDetail>(apiPath('inspectors', id, 'changes'), {
    ...{ method: 'PUT', body: changes },
  });
  cache.setQueryData(inspectorQuery(id).queryKey, detail);
}
