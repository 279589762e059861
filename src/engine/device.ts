/**
 * Where a graph runs: `cpu` is Node's native runtime, `wasm` is the browser's, `webgpu` is a graphics card.
 */
export type Device = 'cpu' | 'wasm' | 'webgpu';
