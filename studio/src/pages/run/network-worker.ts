// Reads the layers of a model from its file: away from the page, because files may be large.
import { describeClassifier } from '../../../../src/nn/describe-classifier.ts';
import type { ModelDescription } from '../../../../src/nn/describe.ts';

/** What the page asks: the address of a model's file, and its name in messages. */
export interface NetworkQuestion {
  readonly address: string;
  readonly name: string;
}

/** What the page gets back. */
export type NetworkAnswer = { readonly description: ModelDescription } | { readonly message: string };

addEventListener('message', ({ data }: MessageEvent<NetworkQuestion>) => {
  describe(data).then(
    (description) => postMessage({ description } satisfies NetworkAnswer),
    (error: unknown) =>
      postMessage({
        message: error instanceof Error ? error.message : String(error),
      } satisfies NetworkAnswer),
  );
});

async function describe({ address, name }: NetworkQuestion): Promise<ModelDescription> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${name}: ${((await response.json()) as { error: string }).error}`);
  return describeClassifier(new Uint8Array(await response.arrayBuffer()), name);
}
