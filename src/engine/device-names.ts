// The names of the devices, separate from what they can do so that a command's help need not load it.
/** The devices of a program in Node. */
export const nodeDeviceNames = ['cpu', 'webgpu', 'cuda'] as const;

/** The devices that several threads can use at once. On WebGPU that ends the process in ONNX Runtime 1.30. */
export const threadSafeDeviceNames = ['cpu', 'cuda'] as const;

/** A device of a program in Node. */
export type NodeDeviceName = (typeof nodeDeviceNames)[number];

/**
 * Where a graph runs: `cpu` is Node's native runtime, `wasm` is the browser's, `webgpu` is a graphics card of
 * any maker, `cuda` is one of NVIDIA's.
 */
export type DeviceName = NodeDeviceName | 'wasm';
