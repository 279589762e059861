// Encodes TensorBoard's event files: records with checksums, each with an `Event` message of TensorFlow's
// event.proto.
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** Values by the names of their curves. */
export type Scalars = Readonly<Record<string, number>>;

/** The first event of a file. */
export function encodeVersion(wallTime: number): Uint8Array {
  const event = new BinaryWriter().tag(1, WireType.Bit64).double(wallTime);
  return event.tag(3, WireType.LengthDelimited).string('brain.Event:2').finish();
}

/** An event that adds a point to some curves. */
export function encodeScalars(wallTime: number, step: number, scalars: Scalars): Uint8Array {
  const event = new BinaryWriter().tag(1, WireType.Bit64).double(wallTime);
  event.tag(2, WireType.Varint).int64(step).tag(5, WireType.LengthDelimited).fork();
  for (const [name, value] of Object.entries(scalars)) {
    event.tag(1, WireType.LengthDelimited).fork();
    event.tag(1, WireType.LengthDelimited).string(name).tag(2, WireType.Bit32).float(value).join();
  }
  return event.join().finish();
}

/** A record: the length, its checksum, the data, their checksum. */
export function encodeRecord(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(data.length + 16);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedChecksum(record.subarray(0, 8)), true);
  record.set(data, 12);
  view.setUint32(12 + data.length, maskedChecksum(data), true);
  return record;
}

/** TensorFlow's masking of CRC-32C, which avoids problems with checksums of data that contain checksums. */
function maskedChecksum(data: Uint8Array): number {
  const checksum = crc32c(data);
  return (((checksum >>> 15) | (checksum << 17)) + 0xa282ead8) >>> 0;
}

/** CRC with Castagnoli's polynomial (RFC 3720), which Node's zlib does not have. */
export function crc32c(data: Uint8Array): number {
  let checksum = 0xffffffff;
  for (const byte of data) checksum = table[(checksum ^ byte) & 0xff]! ^ (checksum >>> 8);
  return (checksum ^ 0xffffffff) >>> 0;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});
