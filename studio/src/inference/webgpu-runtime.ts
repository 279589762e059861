// ONNX Runtime in the page: its build that also knows WebGPU, with files from the studio's own server.
import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import glue from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { setThreads } from './threads.ts';

env.wasm.wasmPaths = { mjs: glue, wasm };

export const useThreads = (count: number): void => setThreads(env.wasm, count);

export { InferenceSession, Tensor };
