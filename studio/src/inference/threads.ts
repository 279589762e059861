// Sets the threads of a build of ONNX Runtime.

/**
 * Before the first model of a worker is opened. Pages that are not isolated have one thread.
 *
 * @param wasm the settings of the build
 */
export function setThreads(wasm: { numThreads?: number }, count: number): void {
  wasm.numThreads = globalThis.crossOriginIsolated ? count : 1;
}
