// The JSON documents of the Open Inference Protocol V2 and of its extensions, as schemas. They validate
// requests and describe answers in the OpenAPI document.
import { z } from 'zod';

/**
 * An array that is refused as a whole if it is longer than `most`. zod alone would first look at each of
 * millions of elements, and describe what is wrong with each.
 */
export const shortArray = <T extends z.ZodType>(element: T, most: number) =>
  z.preprocess((value, context) => {
    if (!Array.isArray(value) || value.length <= most) return value;
    context.addIssue(`expected a list of at most ${most}`);
    return z.NEVER;
  }, z.array(element));

/** Far more inputs, outputs and axes than a model has. */
const mostNamed = 16;

/** Values by name, which a client and a server may agree upon. */
const parameters = z.record(z.string(), z.unknown()).optional();

const requestInput = z.looseObject({
  name: z.string(),
  shape: shortArray(z.int().min(0), mostNamed),
  datatype: z.string(),
  parameters: z.looseObject({ binary_data_size: z.int().min(0).optional() }).optional(),
  // Looked at by tensor-data.ts: a schema of nested arrays would visit each number.
  data: z.array(z.unknown()).optional(),
});

const requestOutput = z.looseObject({
  name: z.string(),
  parameters: z
    .looseObject({ binary_data: z.boolean().optional(), classification: z.int().min(1).optional() })
    .optional(),
});

/** `$inference_request`, with the extensions' parameters. */
export const inferRequest = z.looseObject({
  id: z.string().optional(),
  parameters: z.looseObject({ binary_data_output: z.boolean().optional() }).optional(),
  inputs: shortArray(requestInput, mostNamed),
  outputs: shortArray(requestOutput, mostNamed).optional(),
});
export type InferRequest = z.output<typeof inferRequest>;

const responseOutput = z.object({
  name: z.string(),
  shape: z.array(z.int()),
  datatype: z.string(),
  parameters,
  data: z.array(z.union([z.number(), z.string()])).optional(),
});

/** `$inference_response` */
export const inferResponse = z.object({
  model_name: z.string(),
  model_version: z.string(),
  id: z.string().optional(),
  outputs: z.array(responseOutput),
});
export type InferResponse = z.output<typeof inferResponse>;
export type ResponseOutput = z.output<typeof responseOutput>;

/** Every error on every route. */
export const errorResponse = z.object({ error: z.string() });

/** `$metadata_server_response` */
export const serverMetadata = z.object({
  name: z.string(),
  version: z.string(),
  extensions: z.array(z.string()),
});

const tensorMetadata = z.object({ name: z.string(), datatype: z.string(), shape: z.array(z.int()) });

/** `$metadata_model_response` */
export const modelMetadata = z.object({
  name: z.string(),
  versions: z.array(z.string()),
  platform: z.string(),
  inputs: z.array(tensorMetadata),
  outputs: z.array(tensorMetadata),
});
export type ModelMetadata = z.output<typeof modelMetadata>;

/** `$live_server_response` and `$ready_server_response` */
export const liveResponse = z.object({ live: z.boolean() });

/** `$ready_model_response` */
export const modelReady = z.object({ name: z.string(), ready: z.boolean() });

/** The model repository extension: `$repository_index_request`. */
export const indexRequest = z.looseObject({ ready: z.boolean().optional() });

/** `$repository_index_response` */
export const indexResponse = z.array(
  z.object({ name: z.string(), version: z.string(), state: z.string(), reason: z.string() }),
);

/** `$repository_load_request` and `$repository_unload_request` */
export const loadRequest = z.looseObject({ parameters });

const duration = z.object({ count: z.int(), ns: z.int() });

/** The statistics extension: `$stats_model_response`. */
export const statsResponse = z.object({
  model_stats: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      last_inference: z.int(),
      inference_count: z.int(),
      execution_count: z.int(),
      inference_stats: z.record(z.string(), duration),
      batch_stats: z.array(
        z.object({
          batch_size: z.int(),
          compute_input: duration,
          compute_infer: duration,
          compute_output: duration,
        }),
      ),
    }),
  ),
});

/** The route's parameters of a model and, optionally, a version. */
export const modelParams = z.object({ name: z.string(), version: z.string().optional() });

/** The description in a model; see `ModelCard` and `InspectorCard`. An extension of this server. */
export const modelCard = z.looseObject({
  classNames: z.array(z.string()).optional(),
  input: z.object({ channels: z.int(), height: z.int(), width: z.int() }),
});
