// ONNX Runtime in the page: its build for the CPU, with files from the studio's own server. The build of the
// pages puts this in the place of `#onnxruntime`, so that the engine uses it by itself.
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import glue from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';

env.wasm.wasmPaths = { mjs: glue, wasm };

/**
 * Sets the number of threads of this worker, before its first model is opened. Pages that are not isolated
 * have one thread.
 */
export function useThreads(count: number): void {
  env.wasm.numThreads = globalThis.crossOriginIsolated ? count : 1;
}

export { InferenceSession, Tensor };
