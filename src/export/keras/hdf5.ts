// The weights of a Keras model as an HDF5 file, as Keras 3 lays them out.
import type { KerasGraph, KerasLayer } from './keras-graph.ts';

/**
 * The bytes of `model.weights.h5`: `layers/<class>[_n]/vars/<i>` for the i-th weight of the n-th layer of its
 * class, whatever the layer's own name.
 */
export async function encodeKerasWeights(graph: KerasGraph): Promise<Uint8Array> {
  const { ready, File } = await import('h5wasm');
  const { FS } = await ready;
  const path = 'model.weights.h5'; // in the memory of the WebAssembly module
  // The oldest form of objects' headers, which is also h5py's.
  const file = new File(path, 'w', { libver: ['earliest', 'latest'] });
  try {
    const groups = file.create_group('layers');
    for (const [group, layer] of groupsByClass(graph.layers)) {
      const vars = groups.create_group(group).create_group('vars');
      vars.create_attribute('name', layer.name);
      layer.weights.forEach(({ shape, data }, i) =>
        vars.create_dataset({ name: String(i), data, shape: [...shape], dtype: '<f4' }),
      );
    }
    file.create_group('vars');
    file.close();
    return withoutTimes(FS.readFile(path));
  } finally {
    FS.unlink(path);
  }
}

/** The group of each layer: its class in snake case, numbered from the second of its class. */
function groupsByClass(layers: readonly KerasLayer[]): [group: string, layer: KerasLayer][] {
  const uses = new Map<string, number>();
  return layers.map((layer) => {
    const base = toSnakeCase(layer.className);
    const count = uses.get(base) ?? 0;
    uses.set(base, count + 1);
    return [count === 0 ? base : `${base}_${count}`, layer];
  });
}

/** As Keras's function of that name: `Conv2D` to `conv2d`, `PReLU` to `p_re_lu`. */
const toSnakeCase = (name: string): string =>
  name
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** The message in an object's header that says when it was changed, as far as the seconds. */
const timeMessage = [0x12, 0, 8, 0, 0, 0, 0, 0, 1, 0, 0, 0];

/**
 * The bytes of a file with all times of change set to 0, so that equal models give equal files; h5wasm can't
 * leave the times out. Weights can't look like the beginning of the message: they would be denormal.
 */
function withoutTimes(file: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(file);
  for (let at = bytes.indexOf(0x12); at >= 0; at = bytes.indexOf(0x12, at + 1)) {
    const isMessage = timeMessage.every((byte, i) => bytes[at + i] === byte);
    if (isMessage) bytes.fill(0, at + timeMessage.length, at + timeMessage.length + 4);
  }
  return bytes;
}
