// A model on a server as a classifier like any other. It speaks the Open Inference Protocol V2 with binary
// tensors, so it also takes models of ours that other servers (Triton, KServe) serve.
import { z } from 'zod';
import { InputError } from '../errors.ts';
import {
  inputName,
  noveltyName,
  numberedClasses,
  outputName,
  parseModelCard,
  unknownCard,
  type ModelCard,
} from '../nn/classifier-file.ts';
import type { Classifier } from '../nn/classifier.ts';
import { classifyInBatches, type Predictions } from '../nn/predictions.ts';

/** The options of `remoteClassifier`. */
export interface RemoteOptions {
  /** The bearer token that the server asks for. */
  readonly token?: string | undefined;
  /** How long an answer may take, in seconds; 60 by default. */
  readonly timeout?: number;
}

const tensor = z.looseObject({ name: z.string(), datatype: z.string(), shape: z.array(z.number()) });
const metadata = z.looseObject({ inputs: z.array(tensor), outputs: z.array(tensor) });
const answer = z.looseObject({
  outputs: z.array(
    tensor.extend({
      data: z.array(z.number()).optional(),
      parameters: z.looseObject({ binary_data_size: z.number().optional() }).optional(),
    }),
  ),
});

/**
 * Opens a model on a server. Disposing of it does nothing to the server.
 *
 * @param url of the model, e.g. `http://localhost:8080/v2/models/atelier`, with `/versions/2` if a version
 *   is meant
 * @throws InputError if there is no server, or its model is not one for pictures
 */
export async function remoteClassifier(url: string, options: RemoteOptions = {}): Promise<Classifier> {
  const address = url.replace(/\/+$/, '');
  const { inputs, outputs } = parsed(address, metadata, await ask(address, options));
  const image = inputs[0];
  const probabilities = outputs.find(({ name }) => name === outputName);
  if (inputs.length !== 1 || image?.name !== inputName || image.datatype !== 'UINT8' || !probabilities)
    throw new InputError(
      `${address}: expected a model with the input '${inputName}' of UINT8 and the output '${outputName}'; got ${[...inputs, ...outputs].map(({ name }) => name).join(', ')}`,
    );
  const card = await cardOf(address, image.shape.slice(1), probabilities.shape.at(-1)!, options);
  const { channels, height, width } = card.input;
  const shape = { card, imageSize: channels * height * width };
  const hasNovelty = outputs.some(({ name }) => name === noveltyName);
  const sizes = { classes: card.classNames.length, hasNovelty };
  const classifyBatch = (images: Uint8Array): Promise<Predictions> =>
    infer(address, [images.length / shape.imageSize, channels, height, width], images, sizes, options);
  const classify: Classifier['classify'] = (images, onProgress) =>
    classifyInBatches(shape, images, classifyBatch, onProgress);
  return {
    ...shape,
    classify,
    predict: async (images, onProgress) => (await classify(images, onProgress)).probabilities,
    dispose: () => Promise.resolve(),
  };
}

/** The model's own card; a server of others has none, and the model's classes then have numbers. */
async function cardOf(
  address: string,
  [channels = 0, height = 0, width = 0]: readonly number[],
  classes: number,
  options: RemoteOptions,
): Promise<ModelCard> {
  const found = await ask(`${address}/card`, options).catch(() => undefined);
  if (found) return parseModelCard(documentOf(address, found), address);
  return unknownCard(numberedClasses(classes), { channels, height, width });
}

async function infer(
  address: string,
  shape: readonly number[],
  images: Uint8Array,
  { classes, hasNovelty }: { readonly classes: number; readonly hasNovelty: boolean },
  options: RemoteOptions,
): Promise<Predictions> {
  const json = new TextEncoder().encode(
    JSON.stringify({
      inputs: [
        { name: inputName, shape, datatype: 'UINT8', parameters: { binary_data_size: images.length } },
      ],
      outputs: [outputName, ...(hasNovelty ? [noveltyName] : [])].map((name) => ({
        ...{ name, parameters: { binary_data: true } },
      })),
    }),
  );
  const body = new Uint8Array(json.length + images.length);
  body.set(json);
  body.set(images, json.length);
  const response = await ask(`${address}/infer`, options, { body, jsonLength: json.length });
  const { outputs } = parsed(address, answer, response);
  let at = response.jsonLength;
  const values = new Map<string, Float32Array>();
  for (const { name, datatype, data, parameters } of outputs) {
    const size = parameters?.binary_data_size ?? 0;
    if (datatype !== 'FP32') throw new InputError(`${address}: expected FP32 as ${name}, got ${datatype}`);
    values.set(name, data ? Float32Array.from(data) : floats(response.bytes.subarray(at, at + size)));
    at += size;
  }
  const [probabilities, novelty] = [values.get(outputName), values.get(noveltyName)];
  if (!probabilities) throw new InputError(`${address}: the answer has no output '${outputName}'`);
  const rows = shape[0]!;
  for (const [name, { length }] of values) {
    const expected = name === outputName ? rows * classes : rows;
    if (length !== expected)
      throw new InputError(
        `${address}: expected ${expected} numbers as ${name} of ${rows} pictures, got ${length}`,
      );
  }
  return { probabilities, ...(novelty && { novelty }) };
}

function floats(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => view.getFloat32(4 * i, true));
}

interface Response {
  readonly bytes: Uint8Array;
  /** Where the JSON ends and the bytes of tensors begin. */
  readonly jsonLength: number;
}

/** Asks the server. @throws InputError with its words if it can't be reached or refuses */
async function ask(
  address: string,
  { token, timeout = 60 }: RemoteOptions,
  sent?: { readonly body: Uint8Array<ArrayBuffer>; readonly jsonLength: number },
): Promise<Response> {
  try {
    const response = await fetch(address, {
      signal: AbortSignal.timeout(1000 * timeout),
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(sent && {
          'content-type': 'application/octet-stream',
          'inference-header-content-length': String(sent.jsonLength),
        }),
      },
      ...(sent && { method: 'POST', body: sent.body }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!response.ok)
      throw new InputError(`${address}: the server answers ${response.status}: ${text(bytes).slice(0, 300)}`);
    const jsonLength = Number(response.headers.get('inference-header-content-length') ?? bytes.length);
    return { bytes, jsonLength };
  } catch (error) {
    if (error instanceof InputError) throw error;
    const { cause } = error as Error & { cause?: { code?: string; message?: string } };
    const reason = cause?.code ?? cause?.message ?? (error as Error).message;
    throw new InputError(`${address}: no answer (${reason})`, { cause: error });
  }
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function parsed<S extends z.ZodType>(address: string, schema: S, response: Response): z.output<S> {
  const result = schema.safeParse(documentOf(address, response));
  if (result.success) return result.data;
  throw otherDocument(address);
}

/** The JSON of an answer. @throws InputError if it is something else, such as a page */
function documentOf(address: string, { bytes, jsonLength }: Response): unknown {
  try {
    return JSON.parse(text(bytes.subarray(0, jsonLength)));
  } catch {
    throw otherDocument(address);
  }
}

const otherDocument = (address: string): InputError =>
  new InputError(
    `${address}: expected an answer of the Open Inference Protocol V2, got another document; expected an address such as http://HOST:8080/v2/models/NAME`,
  );
