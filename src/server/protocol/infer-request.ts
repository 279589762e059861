// Reads the body of POST …/infer: a JSON document, with the bytes of tensors behind it if the binary tensor
// data extension is used.
import { InputError } from '../../errors.ts';
import { inputName, outputName } from '../../nn/classifier-file.ts';
import type { ModelOutput, ServedCard } from '../models/model-rows.ts';
import { parseJson } from './parse-json.ts';
import { inferRequest, type InferRequest } from './schemas.ts';
import { BinaryTensors, pixelsOf } from './tensor-data.ts';

/** What a request wants of an output. */
export interface WantedOutput {
  readonly name: string;
  /** Whether to answer in bytes behind the JSON. */
  readonly isBinary: boolean;
  /** How many classes to name instead of all probabilities. */
  readonly classification: number | undefined;
}

/** A request that fits its model. */
export interface ParsedRequest {
  readonly id: string | undefined;
  /** uint8 `[rows, channels, height, width]` */
  readonly images: Uint8Array;
  readonly rows: number;
  readonly outputs: readonly WantedOutput[];
}

/**
 * Parses a request.
 *
 * @param body all bytes of the request
 * @param headerLength the header `Inference-Header-Content-Length`, if there is one
 * @throws InputError if it is not a request of the protocol, or does not fit the model
 */
export function parseInferRequest(
  body: Uint8Array,
  headerLength: string | undefined,
  { card, outputs }: { readonly card: ServedCard; readonly outputs: readonly ModelOutput[] },
): ParsedRequest {
  const end = headerLength === undefined ? body.length : jsonLength(headerLength, body.length);
  const request = parseJson('request', inferRequest, body.subarray(0, end));
  const binary = new BinaryTensors(body.subarray(end));
  const { images, rows } = readInput(request.inputs, card, binary, body.length);
  binary.end();
  return {
    id: request.id,
    images,
    rows,
    outputs: wantedOutputs(
      request,
      outputs.map(({ name }) => name),
    ),
  };
}

function jsonLength(header: string, length: number): number {
  const value = /^\d{1,15}$/.test(header) ? Number(header) : NaN;
  if (value <= length) return value;
  throw new InputError(
    `Inference-Header-Content-Length: expected a whole number up to the body's ${length} bytes, got '${header.slice(0, 40)}'`,
  );
}

function readInput(
  inputs: InferRequest['inputs'],
  { input: { channels, height, width } }: ServedCard,
  binary: BinaryTensors,
  bodyLength: number,
): { images: Uint8Array; rows: number } {
  const [input] = inputs;
  if (inputs.length !== 1 || input!.name !== inputName) {
    const names = inputs.map(({ name }) => `'${name.slice(0, 40)}'`).slice(0, 4);
    throw new InputError(`request: expected the one input '${inputName}', got ${names.join(', ') || 'none'}`);
  }
  const { shape, datatype } = input!;
  if (datatype !== 'UINT8')
    throw new InputError(`input '${inputName}': expected the datatype UINT8, got '${datatype.slice(0, 40)}'`);
  const [rows = 0, ...picture] = shape;
  const wanted = [channels, height, width];
  if (!(rows >= 1 && picture.join() === wanted.join()))
    throw new InputError(
      `input '${inputName}': expected the shape [rows, ${wanted.join(', ')}] of at least 1 row, got [${shape.slice(0, 8).join(', ')}]`,
    );
  const size = rows * channels * height * width;
  // A picture's pixel takes a byte at least, so memory is only taken for what was sent.
  if (size > bodyLength)
    throw new InputError(`input '${inputName}': expected the pixels of ${rows} rows, got fewer`);
  return { images: pixelsOf(input!, size, binary), rows };
}

function wantedOutputs({ outputs, parameters }: InferRequest, all: readonly string[]): WantedOutput[] {
  const wanted =
    outputs && outputs.length > 0 ? outputs : all.map((name) => ({ name, parameters: undefined }));
  return wanted.map(({ name: asked, parameters: own = {} }, i) => {
    const name = all.find((one) => one === asked);
    if (!name)
      throw new InputError(`request: expected the outputs ${all.join(', ')}, got '${asked.slice(0, 40)}'`);
    if (wanted.findIndex((other) => other.name === asked) < i)
      throw new InputError(`request: the output '${name}' is named twice`);
    const { binary_data: isBinary, classification } = own;
    if (classification !== undefined && name !== outputName)
      throw new InputError(`output '${name}': classification is only for the output '${outputName}'`);
    return { name, isBinary: isBinary ?? parameters?.binary_data_output ?? false, classification };
  });
}
