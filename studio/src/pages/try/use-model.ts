// Opens the model that the address names, and makes known what the page shows of it.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { Model } from '../../../../src/server/studio/contract/models.ts';
import { apiPath, ApiError } from '../../core/api.ts';
import { modelsQuery } from '../../core/queries.ts';
import { tryWords } from '../../words/try.ts';
import { ownFiles, ownName, ownWeights } from '../../core/own-files.ts';
import type { TrySearch } from './core/search.ts';
import { tryStore } from './use-try.ts';

export interface ChosenModel {
  /** What the lists of models and of opened files offer. */
  readonly models: readonly Model[];
  readonly id: string | undefined;
  /** As commands name it; a file that was opened here has only its name. */
  readonly argument: string | undefined;
  readonly error: unknown;
}

export function useModel({ model: asked, prepare, on }: TrySearch): ChosenModel {
  const { data: models = [], error } = useQuery(modelsQuery);
  const id = asked ?? models[0]?.id;
  const own = id === undefined ? undefined : ownName(id);
  const listed = models.find((model) => model.id === id);
  const name = own ?? listed?.name ?? id;
  const files = useSyncExternalStore(ownFiles.subscribe, ownFiles.version);
  const weights = useSyncExternalStore(ownWeights.subscribe, ownWeights.version);
  const changes = own === undefined ? 0 : files + weights; // also a file of the same name opens anew
  const isKnown = own !== undefined || listed !== undefined || models.length > 0;
  useEffect(() => {
    if (id === undefined || name === undefined || !isKnown) return;
    const load = () => (own === undefined ? fetchModel(id) : ownModel(own));
    void tryStore().open(name, load, {
      ...{ preprocess: prepare, on },
      ...(own !== undefined && { beside: ownWeights.all() }),
    });
  }, [id, name, own, prepare, on, isKnown, changes]);
  return { models, id, argument: own ?? listed?.argument, error };
}

async function fetchModel(id: string): Promise<Uint8Array> {
  const response = await fetch(`/api/${apiPath('models', id, 'file')}`);
  if (!response.ok) throw new ApiError(response.status, tryWords.noModel(id));
  return new Uint8Array(await response.arrayBuffer());
}

function ownModel(name: string): Promise<Uint8Array> {
  const file = ownFiles.get(name);
  if (!file) return Promise.reject(new Error(tryWords.lostModel(name)));
  return file.arrayBuffer().then((buffer) => new Uint8Array(buffer));
}
