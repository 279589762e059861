// A host of static files, as pages that were saved are put on one.
import { createServer } from 'node:http';
import { extname } from 'node:path';
import type { AddressInfo } from 'node:net';

const types: Readonly<Record<string, string>> = {
  ...{ '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.mjs': 'text/javascript' },
  ...{ '.json': 'application/json', '.wasm': 'application/wasm' },
};

export interface StaticHost {
  /** The address of a file, or of a folder with an `index.html`. */
  at(path: string): string;
  close(): void;
}

/**
 * Serves files on any port that is free.
 *
 * @param read gives the content of a file by its path, and rejects if there is none
 */
export async function serveFiles(read: (path: string) => Promise<Uint8Array>): Promise<StaticHost> {
  const server = createServer((request, response) => {
    const name = new URL(request.url!, 'http://host').pathname.slice(1).replace(/\/$/, '/index.html');
    read(name).then(
      (content) =>
        response.setHeader('content-type', types[extname(name)] ?? 'application/octet-stream').end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { at: (path) => `http://127.0.0.1:${port}/${path}`, close: () => void server.close() };
}
