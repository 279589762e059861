// The export `web`: a folder for any static host, with a page that classifies pictures in the browser.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InputError } from '../../errors.ts';
import type { ExportedFile } from '../../export/exported-file.ts';
import type { ModelCard } from '../../nn/classifier-file.ts';
import { fitFor } from '../../nn/picture-recipe.ts';
import { hasCode } from '../files/system-errors.ts';

/** The package includes `src`, so that this path is valid from the compiled program too. */
const pageFolder = new URL('../../../src/export/web/page/', import.meta.url);
const pageFiles = ['index.html', 'style.css', 'page.js', 'classifier.js', 'prepare.js', 'embed.js'];

/** ONNX Runtime for browsers, the part for the CPU alone. */
const runtimeFiles = ['ort.wasm.bundle.min.mjs', 'ort-wasm-simd-threaded.wasm'];

/**
 * The files of the page. Equal models give equal files.
 *
 * @param name the name of the model on the page
 * @throws InputError if onnxruntime-web is not installed, or if the model takes pictures that are neither
 *   grey nor in colour
 */
export async function webFiles(name: string, model: Uint8Array, card: ModelCard): Promise<ExportedFile[]> {
  const { classNames, input, pictures, preprocessing } = card;
  if (input.channels !== 1 && input.channels !== 3)
    throw new InputError(
      `--format: web takes models of pictures with 1 or 3 channels, got ${input.channels}`,
    );
  const description = {
    ...{ name, classNames, input, mean: preprocessing.mean },
    fit: fitFor(input.channels, pictures?.fit),
  };
  const read = (file: string) => readFile(new URL(file, pageFolder), 'utf8');
  const files: ExportedFile[] = [
    ...(await Promise.all(pageFiles.map(async (path) => ({ path, content: await read(path) })))),
    ...(await readRuntime()),
    { path: 'model.json', content: `${JSON.stringify(description, null, 2)}\n` },
    { path: 'model.onnx', content: model },
  ];
  return [
    ...files,
    { path: 'service-worker.js', content: withFiles(await read('service-worker.js'), files) },
  ];
}

async function readRuntime(): Promise<ExportedFile[]> {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('onnxruntime-web'));
    return await Promise.all(
      runtimeFiles.map(async (name) => ({
        path: `ort/${name}`,
        content: await readFile(join(folder, name)),
      })),
    );
  } catch (error) {
    if (!hasCode(error, 'MODULE_NOT_FOUND', 'ENOENT')) throw error;
    throw new InputError('--format: web needs the package onnxruntime-web; run npm install onnxruntime-web');
  }
}

/** The worker with the list of files, and a version that changes with any of them. */
function withFiles(worker: string, files: readonly ExportedFile[]): string {
  const hash = createHash('sha256');
  for (const { path, content } of files) hash.update(path).update(content);
  return worker
    .replace('{{version}}', hash.digest('hex').slice(0, 16))
    .replace('{{files}}', JSON.stringify(files.map(({ path }) => path)));
}
