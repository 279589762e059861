// Inference for pages. Open a worker, open models in it, and call them; the page never blocks:
//
//   const inference = openInference();
//   const model = await inference.open(bytes, 'atelier.onnx');
//   const { probabilities, novelty, pixels } = await model.look(await rasterOfFile(file));
//   const { maps } = await model.explain(pixels, { method: 'grad-cam' });
//   inference.close();
//
// Calls of one worker wait for each other. What takes long belongs into a second worker, so that drawing
// stays quick. Work of your own in a worker: `serve` and `remote` in calls.ts, and hardware.ts for what it
// runs on.
import { remote } from './calls.ts';
import type { OpenOptions, PageModel } from './page-model.ts';
import type { Served } from './served.ts';

/** A worker that models run in. */
export interface Inference {
  /**
   * Opens the bytes of a model, ours or of another program.
   *
   * @param name of its file or run, for messages
   * @throws InputError if they are no classifier of pictures that the engine knows
   */
  open(bytes: Uint8Array, name: string, options?: OpenOptions): Promise<PageModel>;
  /** Ends the worker with all that it works on. */
  close(): void;
}

/** For large networks: one thread for each core. Small ones gain nothing from threads. */
export const manyThreads = (): number => Math.max(1, Math.min(8, navigator.hardwareConcurrency));

/** @param threads that each operation is divided among; one is the quickest for small pictures */
export function openInference(threads = 1): Inference {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: String(threads),
  });
  const served = remote<Served>(worker);
  return {
    async open(bytes, name, options = {}) {
      const [id, facts] = await served.open(bytes, name, options);
      return {
        facts,
        fit: (picture) => served.fit(id, picture),
        look: (picture) => served.look(id, picture),
        classify: (pixels) => served.classify(id, pixels),
        explain: (pixels, asked) => served.explain(id, pixels, asked),
        features: (pixels, layer) => served.features(id, pixels, layer),
        close: () => served.close(id),
      };
    },
    close: () => worker.terminate(),
  };
}
