// For tests: an HTTP server on 127.0.0.1 that serves bytes the way good and bad mirrors do.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Starts a server that ends with the test. Returns the URL of its root folder. */
export async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** The offset that a Range header asks for; 0 without one. */
export function rangeStart(request: IncomingMessage): number {
  return Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
}

/** Serves files by name, understanding ranges as a good mirror does. */
export function fileHandler(files: Readonly<Record<string, Uint8Array>>): Handler {
  return (request, response) => {
    const bytes = files[request.url!.slice(1)];
    const start = rangeStart(request);
    if (!bytes) return void response.writeHead(404).end();
    if (start >= bytes.length) return void response.writeHead(416).end();
    const headers = { 'content-length': bytes.length - start };
    const range = { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` };
    response.writeHead(start > 0 ? 206 : 200, start > 0 ? { ...headers, ...range } : headers);
    response.end(bytes.subarray(start));
  };
}
