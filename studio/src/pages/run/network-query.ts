// The layers of a run's model, as a worker reads them. They stay the same while it trains.
import type { ModelDescription } from '../../../../src/nn/describe.ts';
import { apiPath } from '../../core/api.ts';
import type { NetworkAnswer, NetworkQuestion } from './network-worker.ts';

export const networkQuery = (id: string) => ({
  queryKey: ['network', id] as const,
  queryFn: ({ signal }: { readonly signal: AbortSignal }) => readNetwork(id, signal),
  staleTime: Infinity,
  retry: false,
});

function readNetwork(id: string, signal: AbortSignal): Promise<ModelDescription> {
  const worker = new Worker(new URL('./network-worker.ts', import.meta.url), { type: 'module' });
  const answer = new Promise<ModelDescription>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<NetworkAnswer>) =>
      'message' in data ? reject(new Error(data.message)) : resolve(data.description);
    worker.onerror = ({ message }) => reject(new Error(message));
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
  const address = `/api/${apiPath('models', id, 'file')}`;
  worker.postMessage({ address, name: id } satisfies NetworkQuestion);
  return answer.finally(() => worker.terminate());
}
