// The export `web` from its parts: the files of the page, those of ONNX Runtime, and a model.
import { digestOf } from '../../data/digest.ts';
import { InputError } from '../../errors.ts';
import type { ModelCard } from '../../nn/classifier-file.ts';
import { fitFor } from '../../nn/picture-recipe.ts';
import type { ExportedFile } from '../exported-file.ts';

const workerFile = 'service-worker.js';

/** The files in `page/`. */
export const pageFiles = [
  ...['index.html', 'style.css', 'page.js', 'classifier.js', 'prepare.js', 'embed.js'],
  workerFile,
] as const;

/** ONNX Runtime for browsers, the part for the CPU alone. */
export const runtimeFiles = ['ort.wasm.bundle.min.mjs', 'ort-wasm-simd-threaded.wasm'] as const;

/** The model of a page. */
export interface WebModel {
  /** Its name on the page. */
  readonly name: string;
  readonly model: Uint8Array;
  readonly card: ModelCard;
}

/**
 * The files of the page. Equal models give equal files.
 *
 * @param page the `pageFiles`
 * @param runtime the `runtimeFiles`
 * @throws InputError if the model takes pictures that are neither grey nor in colour
 */
export async function encodeWebPage(
  { name, model, card }: WebModel,
  page: readonly ExportedFile[],
  runtime: readonly ExportedFile[],
): Promise<ExportedFile[]> {
  const { classNames, input, pictures, preprocessing } = card;
  if (input.channels !== 1 && input.channels !== 3)
    throw new InputError(
      `--format: web takes models of pictures with 1 or 3 channels, got ${input.channels}`,
    );
  const description = {
    ...{ name, classNames, input, mean: preprocessing.mean },
    fit: fitFor(input.channels, pictures?.fit),
  };
  const worker = page.find(({ path }) => path === workerFile)!;
  const files = [
    ...page.filter((file) => file !== worker),
    ...runtime.map(({ path, content }) => ({ path: `ort/${path}`, content })),
    { path: 'model.json', content: `${JSON.stringify(description, null, 2)}\n` },
    { path: 'model.onnx', content: model },
  ];
  return [...files, { path: workerFile, content: await withFiles(worker.content as string, files) }];
}

/** The worker with the list of files, and a version that changes with any of them. */
async function withFiles(worker: string, files: readonly ExportedFile[]): Promise<string> {
  const digests = await Promise.all(
    files.map(async ({ path, content }) => {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      return `${path} ${await digestOf(bytes)}`;
    }),
  );
  const version = await digestOf(new TextEncoder().encode(digests.join('\n')));
  return worker
    .replace('{{version}}', version.slice(0, 16))
    .replace('{{files}}', JSON.stringify(files.map(({ path }) => path)));
}
