// Writes the answer to POST …/infer: JSON, with the bytes of tensors behind it where the request wants them.
import { topK } from '../../metrics/top-k.ts';
import { outputName } from '../../nn/classifier-file.ts';
import type { ModelOutput, Rows } from '../models/model-rows.ts';
import type { ParsedRequest, WantedOutput } from './infer-request.ts';
import type { InferResponse, ResponseOutput } from './schemas.ts';

/** The model that answers. */
interface Answering {
  readonly name: string;
  readonly version: string;
  /** Its outputs. */
  readonly declared: readonly ModelOutput[];
  /** The names of a classifier's classes. */
  readonly classNames: readonly string[];
}

/** The body of an answer. */
export interface EncodedResponse {
  readonly body: string | Buffer;
  /** The length of the JSON at its beginning, if there are bytes behind it. */
  readonly jsonLength: number | undefined;
}

/** Encodes the results of a request. */
export function encodeInferResponse(
  { id, rows, outputs }: Pick<ParsedRequest, 'id' | 'rows' | 'outputs'>,
  results: Rows,
  { name, version, ...answering }: Answering,
): EncodedResponse {
  const encoded = outputs.map((output) => encodeOutput(output, rows, results, answering));
  const response: InferResponse = {
    ...{ model_name: name, model_version: version, ...(id !== undefined && { id }) },
    outputs: encoded.map(({ json }) => json),
  };
  const text = JSON.stringify(response);
  const binary = encoded.flatMap(({ bytes }) => (bytes ? [bytes] : []));
  if (binary.length === 0) return { body: text, jsonLength: undefined };
  const json = Buffer.from(text);
  return { body: Buffer.concat([json, ...binary]), jsonLength: json.length };
}

interface EncodedOutput {
  readonly json: ResponseOutput;
  readonly bytes?: Uint8Array;
}

function encodeOutput(
  { name, isBinary, classification }: WantedOutput,
  rows: number,
  results: Rows,
  { declared, classNames }: Pick<Answering, 'declared' | 'classNames'>,
): EncodedOutput {
  if (classification !== undefined) {
    const count = Math.min(classification, classNames.length);
    const words = classify(results[outputName]!, rows, count, classNames);
    return withData({ name, datatype: 'BYTES', shape: [rows, count] }, isBinary, words, () =>
      lengthPrefixed(words),
    );
  }
  const values = results[name]!;
  const shape = [rows, ...declared.find((output) => output.name === name)!.shape];
  return withData({ name, datatype: 'FP32', shape }, isBinary, values, () => littleEndian(values));
}

function withData(
  output: Pick<ResponseOutput, 'name' | 'datatype' | 'shape'>,
  isBinary: boolean,
  data: ArrayLike<number | string>,
  toBytes: () => Uint8Array,
): EncodedOutput {
  if (!isBinary) return { json: { ...output, data: Array.from(data) } };
  const bytes = toBytes();
  return { json: { ...output, parameters: { binary_data_size: bytes.length } }, bytes };
}

/** The likeliest classes of each row, `value:index:label`, as the classification extension writes them. */
function classify(
  probabilities: Float32Array,
  rows: number,
  count: number,
  classNames: readonly string[],
): string[] {
  const classes = classNames.length;
  return Array.from({ length: rows }, (_, row) => {
    const own = probabilities.subarray(row * classes, (row + 1) * classes);
    return topK(own, count).map((label) => `${own[label]!.toFixed(6)}:${label}:${classNames[label]!}`);
  }).flat();
}

/** BYTES elements: the length in 4 bytes, little-endian, and the UTF-8 text. */
function lengthPrefixed(words: readonly string[]): Uint8Array {
  return Buffer.concat(
    words.flatMap((word) => {
      const text = Buffer.from(word);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(text.length);
      return [length, text];
    }),
  );
}

/** Float32 numbers in the protocol's order of bytes, whatever the machine's is. */
function littleEndian(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setFloat32(4 * i, value, true));
  return bytes;
}
