// For tests: NumPy's `.npy` files of one array, and archives of them, stored or compressed.
import { crc32, deflateRawSync } from 'node:zlib';

/** An `.npy` file. `type` is written as in NumPy: `|u1`, `<i8`, `<f4`, `<U3`. */
export function encodeNpy(
  type: string,
  shape: readonly number[],
  data: Uint8Array,
  { fortran = false, version = 1 } = {},
): Buffer {
  const dictionary = `{'descr': '${type}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const before = version === 1 ? 10 : 12;
  const header = `${dictionary.padEnd(64 * Math.ceil((dictionary.length + before + 1) / 64) - before - 1)}\n`;
  const length = Buffer.alloc(version === 1 ? 2 : 4);
  if (version === 1) length.writeUInt16LE(header.length);
  else length.writeUInt32LE(header.length);
  return Buffer.concat([
    Buffer.from(`\x93NUMPY`, 'latin1'),
    Buffer.of(version, 0),
    length,
    Buffer.from(header),
    data,
  ]);
}

/** The bytes of numbers in memory. */
export const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** A ZIP archive of files by name. */
function encodeZip(files: Readonly<Record<string, Uint8Array>>, compressed = true): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const data = compressed ? deflateRawSync(content) : content;
    const entry = Buffer.alloc(26);
    entry.writeUInt16LE(20, 0);
    entry.writeUInt16LE(compressed ? 8 : 0, 4);
    entry.writeUInt32LE(crc32(content), 10);
    entry.writeUInt32LE(data.length, 14);
    entry.writeUInt32LE(content.length, 18);
    entry.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), entry, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), entry, rest, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** An `.npz` file of arrays by name. */
export const encodeNpz = (arrays: Readonly<Record<string, Uint8Array>>, compressed = true): Buffer =>
  encodeZip(
    Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${name}.npy`, array])),
    compressed,
  );
