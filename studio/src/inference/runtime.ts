// ONNX Runtime in the page: its build for the CPU, with files from the studio's own server. The build of the
// pages puts this in the place of `#onnxruntime`, so that the engine uses it by itself.
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import glue from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { setThreads } from './threads.ts';

env.wasm.wasmPaths = { mjs: glue, wasm };

export const useThreads = (count: number): void => setThreads(env.wasm, count);

export { InferenceSession, Tensor };
