// The page of the export `web` as a zip. Its parts come with the studio; only the model is new.
import { strToU8, zip, type AsyncZippable } from 'fflate';
// The runtime in one file, which the package does not export by a name.
import bundle from '../../../../node_modules/onnxruntime-web/dist/ort.wasm.bundle.min.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { encodeWebPage, pageFiles } from '../../../../src/export/web/web-page.ts';
import { decodeModelCard } from '../../../../src/nn/classifier-file.ts';
import { teachWords } from '../../words/teach.ts';

// Vite reads these options as they are written.
const texts = import.meta.glob<string>('../../../../src/export/web/page/*', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** @param name of the model on the page, and of the folder in the zip */
export async function pageZip(name: string, model: Uint8Array): Promise<Uint8Array> {
  const page = pageFiles.map((path) => ({ path, content: textOf(path) }));
  const files = await encodeWebPage({ name, model, card: decodeModelCard(model, name) }, page, [
    { path: 'ort.wasm.bundle.min.mjs', content: await bytesOf(bundle) },
    { path: 'ort-wasm-simd-threaded.wasm', content: await bytesOf(wasm) },
  ]);
  const entries: AsyncZippable = Object.fromEntries(
    files.map(({ path, content }) => [
      `${name}/${path}`,
      typeof content === 'string' ? strToU8(content) : content,
    ]),
  );
  return new Promise((resolve, reject) =>
    zip(entries, { level: 6, mtime: new Date(1980, 0, 1) }, (error, bytes) =>
      error ? reject(error) : resolve(bytes),
    ),
  );
}

const textOf = (path: string): string =>
  Object.entries(texts).find(([place]) => place.endsWith(`/${path}`))![1];

async function bytesOf(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(teachWords.noPage);
  return new Uint8Array(await response.arrayBuffer());
}
