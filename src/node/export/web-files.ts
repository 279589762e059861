// The export `web`: a folder for any static host, with a page that classifies pictures in the browser.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InputError } from '../../errors.ts';
import type { ExportedFile } from '../../export/exported-file.ts';
import { encodeWebPage, pageFiles, runtimeFiles } from '../../export/web/web-page.ts';
import type { ModelCard } from '../../nn/classifier-file.ts';
import { hasCode } from '../files/system-errors.ts';

/** The package includes `src`, so that this path is valid from the compiled program too. */
const pageFolder = new URL('../../../src/export/web/page/', import.meta.url);

/**
 * The files of the page. Equal models give equal files.
 *
 * @param name the name of the model on the page
 * @throws InputError if onnxruntime-web is not installed, or if the model takes pictures that are neither
 *   grey nor in colour
 */
export async function webFiles(name: string, model: Uint8Array, card: ModelCard): Promise<ExportedFile[]> {
  const page = await Promise.all(
    pageFiles.map(async (path) => ({ path, content: await readFile(new URL(path, pageFolder), 'utf8') })),
  );
  return encodeWebPage({ name, model, card }, page, await readRuntime());
}

async function readRuntime(): Promise<ExportedFile[]> {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('onnxruntime-web'));
    return await Promise.all(
      runtimeFiles.map(async (path) => ({ path, content: await readFile(join(folder, path)) })),
    );
  } catch (error) {
    if (!hasCode(error, 'MODULE_NOT_FOUND', 'ENOENT')) throw error;
    throw new InputError('--format: web needs the package onnxruntime-web; run npm install onnxruntime-web');
  }
}
