// What networks of a worker run on. ONNX Runtime comes in two builds: one for the processor, and a larger one
// that also knows WebGPU. A worker loads the one that it needs; the larger one also runs on the processor.
import type { Runtime } from '../../../src/engine/runtime/runtime.ts';
import type { Hardware } from './placement.ts';

/** The part of WebGPU that decides whether there is a graphics card. */
interface Gpu {
  requestAdapter(): Promise<{ readonly info: { readonly isFallbackAdapter?: boolean } } | null>;
}

/** @param threads of the processor that each operation is divided among */
export function hardwareOf(threads: number): Hardware {
  let loaded: Promise<Runtime> | undefined;
  const plain = async (): Promise<Runtime> => {
    const { useThreads, InferenceSession, Tensor } = await import('./runtime.ts');
    useThreads(threads);
    return { InferenceSession, Tensor };
  };
  const withWebgpu = async (): Promise<Runtime> => {
    const { useThreads, InferenceSession, Tensor } = await import('./webgpu-runtime.ts');
    useThreads(threads);
    return { InferenceSession, Tensor };
  };
  return {
    processor: async () => ({ device: 'wasm', runtime: await (loaded ??= plain()) }),
    async graphicsCard(isChosen) {
      const { gpu } = navigator as { readonly gpu?: Gpu };
      const adapter = await gpu?.requestAdapter();
      if (!adapter) return 'no-adapter';
      if (adapter.info.isFallbackAdapter && !isChosen) return 'software';
      return async () => ({ device: 'webgpu', runtime: await (loaded = withWebgpu()) });
    },
  };
}
