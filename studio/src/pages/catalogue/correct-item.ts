// A person's word on the class of an item: kept in the catalogue, and taken back by undo.
import type { QueryClient } from '@tanstack/react-query';
import type { CorrectionsRequest } from '../../../../src/server/studio/contract/catalogue.ts';
import { api, apiPath } from '../../core/api.ts';
import { toasts } from '../../core/toasts.ts';
import { undoStack } from '../../core/undo.ts';
import { catalogueWords } from '../../words/catalogue.ts';

/** A decision, and what was decided before it. */
export interface Decision {
  readonly key: string;
  /** Null takes the person's word back. */
  readonly category: string | null;
  readonly before: string | null;
  /** Called when the decision is taken back, by undo or because it was not kept. */
  readonly onTakenBack?: () => void;
}

/** Keeps a decision, which can be undone. Says so if it is not kept. */
export async function correctItem(
  cache: QueryClient,
  catalogue: string,
  { key, category, before, onTakenBack }: Decision,
): Promise<void> {
  try {
    await send(catalogue, key, category);
  } catch (error) {
    onTakenBack?.();
    toasts.fail(catalogueWords.notKept(key, (error as Error).message));
    return;
  }
  undoStack.push({
    name: catalogueWords.decidedName(key, category ?? catalogueWords.nothing),
    undo: async () => {
      await send(catalogue, key, before);
      onTakenBack?.();
      await forget(cache, catalogue, key);
    },
  });
  await forget(cache, catalogue, key);
}

const send = (catalogue: string, key: string, category: string | null) =>
  api(apiPath('catalogues', catalogue, 'corrections'), {
    method: 'POST',
    body: { corrections: [{ key, category }] } satisfies CorrectionsRequest,
  });

/** What depends on a decision is asked for anew; the queue stays as it is, so that it does not jump. */
async function forget(cache: QueryClient, catalogue: string, key: string): Promise<void> {
  await Promise.all([
    cache.invalidateQueries({ queryKey: ['catalogue-item', catalogue, key] }),
    cache.invalidateQueries({ queryKey: ['catalogue-inventory', catalogue], refetchType: 'none' }),
  ]);
}
