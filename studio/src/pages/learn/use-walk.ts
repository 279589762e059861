// The opened network of the address, kept while the studio is open: changed weights outlive a visit of
// another page.
import { useQuery } from '@tanstack/react-query';
import { apiPath, ApiError } from '../../core/api.ts';
import { learnWords } from '../../words/learn.ts';
import { isOwn, ownFiles } from './core/own-files.ts';
import { firstSample, sampleFor, samples } from './core/pictures.ts';
import { WalkStore } from './core/walk-store.ts';
import primer from './network/primer.onnx?url';
import { openRemoteWalk } from './remote-walk.ts';

export const useWalk = (model: string | undefined) =>
  useQuery({
    queryKey: ['walk', model ?? ''],
    queryFn: () => open(model),
    ...{ gcTime: Infinity, structuralSharing: false, retry: false },
  });

async function open(model: string | undefined): Promise<WalkStore> {
  const walk = await openRemoteWalk(await bytesOf(model), nameOf(model));
  return WalkStore.open(walk, sampleFor(samples()[firstSample]!, walk.card.input), 0);
}

const nameOf = (model: string | undefined): string =>
  model === undefined ? 'primer' : (ownFiles.model(model)?.name ?? model);

async function bytesOf(model: string | undefined): Promise<Uint8Array> {
  if (model !== undefined && isOwn(model)) {
    const own = ownFiles.model(model);
    if (!own) throw new Error(learnWords.noModel);
    return own.bytes;
  }
  const response = await fetch(model === undefined ? primer : `/api/${apiPath('models', model, 'file')}`);
  if (!response.ok) throw new ApiError(response.status, learnWords.notThere(nameOf(model)));
  return new Uint8Array(await response.arrayBuffer());
}
