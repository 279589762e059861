// Serves the page and the modules that it imports from this repository.
//
//   npm run build && npx tsx examples/browser/serve.ts [--port 8080] [--dist dist]
//
// Any static file server works; the two headers let ONNX Runtime use several threads.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8080' },
    dist: { type: 'string', default: join(repository, 'dist') },
  },
});

/** The addresses that may be requested, and the folder of each. */
const folders: readonly (readonly [path: string, folder: string])[] = [
  ['/examples/browser/', join(repository, 'examples', 'browser')],
  ['/models/', join(repository, 'models')],
  ['/dist/', values.dist],
  ...['onnxruntime-web', '@bufbuild/protobuf', 'zod'].map(
    (name) => [`/node_modules/${name}/`, join(repository, 'node_modules', name)] as const,
  ),
];

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** The file for an address, if the address may be requested. */
function fileFor(address: string): string | undefined {
  const path = decodeURIComponent(new URL(address, 'http://localhost').pathname);
  const [prefix, folder] = folders.find(([start]) => path.startsWith(start)) ?? [];
  if (prefix === undefined || folder === undefined) return undefined;
  const file = normalize(join(folder, path.slice(prefix.length) || 'index.html'));
  return file.startsWith(normalize(folder)) ? file : undefined;
}

const server = createServer((request, response) => {
  const answer = async () => {
    const file = fileFor(request.url ?? '/');
    if (file === undefined || !(await stat(file).catch(() => undefined))?.isFile()) {
      response.writeHead(404).end('not found');
      return;
    }
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    createReadStream(file).pipe(response);
  };
  answer().catch((error: unknown) => response.destroy(error as Error));
});

server.listen(Number(values.port), 'localhost', () => {
  const { port } = server.address() as AddressInfo;
  console.log(`http://localhost:${port}/examples/browser/`);
});
