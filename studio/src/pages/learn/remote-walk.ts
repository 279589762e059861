// Walks in the worker, as if they were in the page.
import { remote, type Remote } from '../../inference/calls.ts';
import type { ServedWalks } from './core/served-walks.ts';
import type { Walk } from './core/walk.ts';

let served: Remote<ServedWalks> | undefined;

/** Like `openWalk`, in the worker, which starts with the first. */
export async function openRemoteWalk(bytes: Uint8Array, source: string): Promise<Walk> {
  served ??= remote<ServedWalks>(
    new Worker(new URL('./walk-worker.ts', import.meta.url), { type: 'module', name: 'learn' }),
  );
  const { read, dispose, open } = served;
  const [id, facts] = await open(bytes, source);
  return { ...facts, read: (question) => read(id, question), dispose: () => dispose(id) };
}
