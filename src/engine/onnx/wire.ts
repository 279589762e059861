// Protobuf messages as tables of fields. One encoder and one decoder serve all of them, using Buf's reader
// and writer of the wire format. Missing fields are not written; unknown fields are skipped.
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

interface ScalarTypes {
  int32: number;
  int64: number;
  float: number;
  double: number;
  string: string;
  bytes: Uint8Array;
  /** An int64 that float64 may not represent exactly. */
  bigint64: bigint;
}
type Scalar = keyof ScalarTypes;
type FieldType = Scalar | Message;
type Field =
  readonly [number: number, type: FieldType] | readonly [number: number, type: FieldType, label: 'repeated'];
type Fields = Readonly<Record<string, Field>>;

export interface Message<F extends Fields = Fields> {
  readonly fields: F;
}

type TypeOf<T> = T extends Scalar ? ScalarTypes[T] : T extends Message ? MessageOf<T> : never;

/** The TypeScript type of a message. Every field may be missing. */
export type MessageOf<M extends Message> = {
  -readonly [K in keyof M['fields']]?: M['fields'][K] extends readonly [number, infer T, 'repeated']
    ? TypeOf<T>[]
    : TypeOf<M['fields'][K][1]>;
};

export function message<const F extends Fields>(fields: F): Message<F> {
  return { fields };
}

type Untyped = Record<string, unknown>;

/** The bytes of a message; equal messages give equal bytes. */
export function encode<M extends Message>(type: M, value: MessageOf<M>): Uint8Array {
  const writer = new BinaryWriter();
  writeMessage(writer, type, value);
  return writer.finish();
}

function writeMessage(writer: BinaryWriter, type: Message, value: Untyped): void {
  for (const [name, [number, fieldType, label]] of Object.entries(type.fields)) {
    const given = value[name];
    if (given === undefined) continue;
    for (const element of label ? (given as unknown[]) : [given])
      writeField(writer, number, fieldType, element);
  }
}

function writeField(writer: BinaryWriter, number: number, type: FieldType, value: unknown): void {
  if (typeof type === 'object') {
    writer.tag(number, WireType.LengthDelimited).fork();
    writeMessage(writer, type, value as Untyped);
    writer.join();
  } else {
    writer.tag(number, wireTypes[type]);
    writeScalar(writer, type, value);
  }
}

const wireTypes: Readonly<Record<Scalar, WireType>> = {
  int32: WireType.Varint,
  int64: WireType.Varint,
  bigint64: WireType.Varint,
  float: WireType.Bit32,
  double: WireType.Bit64,
  string: WireType.LengthDelimited,
  bytes: WireType.LengthDelimited,
};

function writeScalar(writer: BinaryWriter, type: Scalar, value: unknown): void {
  if (type === 'string') writer.string(value as string);
  else if (type === 'bigint64') writer.int64(value as bigint);
  else if (type === 'bytes') writer.bytes(value as Uint8Array);
  else writer[type](value as number);
}

/** Reads a message; throws if the bytes are not one. */
export function decode<M extends Message>(type: M, bytes: Uint8Array): MessageOf<M> {
  return readMessage(new BinaryReader(bytes), bytes.length, type) as MessageOf<M>;
}

function readMessage(reader: BinaryReader, end: number, type: Message): Untyped {
  const byNumber = new Map(Object.entries(type.fields).map(([name, field]) => [field[0], { name, field }]));
  const value: Untyped = {};
  if (end > reader.len) throw new RangeError('a message is longer than the file');
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    const known = byNumber.get(number);
    if (!known) reader.skip(wireType, number);
    else readField(reader, wireType, known.field, known.name, value);
  }
  if (reader.pos !== end) throw new RangeError('a message does not end at its stated length');
  return value;
}

function readField(
  reader: BinaryReader,
  wireType: WireType,
  field: Field,
  name: string,
  into: Untyped,
): void {
  const [, type, label] = field;
  const list = label ? ((into[name] ??= []) as unknown[]) : undefined;
  if (list && typeof type === 'string' && isPacked(type, wireType)) {
    const length = reader.uint32();
    const end = reader.pos + length;
    while (reader.pos < end) list.push(readScalar(reader, type));
    if (reader.pos !== end) throw new RangeError('a list does not end at its stated length');
    return;
  }
  const expected = typeof type === 'object' ? WireType.LengthDelimited : wireTypes[type];
  if (wireType !== expected) throw new RangeError(`${name}: expected wire type ${expected}, got ${wireType}`);
  const element = typeof type === 'object' ? readNested(reader, type) : readScalar(reader, type);
  if (list) list.push(element);
  else into[name] = element;
}

const isPacked = (type: Scalar, wireType: WireType): boolean =>
  wireType === WireType.LengthDelimited && wireTypes[type] !== WireType.LengthDelimited;

function readNested(reader: BinaryReader, type: Message): Untyped {
  const length = reader.uint32();
  return readMessage(reader, reader.pos + length, type);
}

function readScalar(reader: BinaryReader, type: Scalar): unknown {
  if (type === 'bigint64') return BigInt(reader.int64());
  return type === 'int64' ? Number(reader.int64()) : reader[type]();
}
