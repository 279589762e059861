/** Where a graph runs: `cpu` is Node's native runtime, `wasm` the browser's, `webgpu` a graphics card. */
export type Device = 'cpu' | 'wasm' | 'webgpu';
