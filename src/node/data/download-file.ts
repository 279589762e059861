// Downloads one file over HTTP into a `.part` file. It resumes an earlier download, and gives up if the
// server does not answer or stops sending. The caller checks the content.
import { open, rm, stat } from 'node:fs/promises';
import { proxiedFetch } from './proxied-fetch.ts';

/** Options of a download; all have a default except the limit. */
export interface TransferOptions {
  /** The most bytes to accept from a server. */
  readonly limit: number;
  /** The function that sends requests; the platform's `fetch` by default. */
  readonly fetch?: typeof fetch;
  /** How long to wait for an answer, in milliseconds. */
  readonly connectMs?: number;
  /** How long to wait for more bytes, in milliseconds. */
  readonly stallMs?: number;
  /**
   * Called after each piece with the bytes of the file so far, and the size of the whole file if the server
   * says it.
   */
  readonly onBytes?: (received: number, total: number | undefined) => void;
}

/** The server can't be reached, refuses, or stops. Trying again or elsewhere may help. */
export class TransferError extends Error {
  override readonly name = 'TransferError';
}

/**
 * Downloads a URL into a file. If the file already has bytes, resumes with a Range request.
 *
 * @returns whether it resumed, so that the file contains bytes of an earlier download
 * @throws TransferError if the server can't be reached, refuses, stalls or closes the connection; the file
 *   keeps the bytes received
 */
export async function downloadFile(url: string, part: string, options: TransferOptions): Promise<boolean> {
  const offset = await sizeOf(part);
  const abort = new AbortController();
  const connectMs = options.connectMs ?? 3000;
  const stopWaiting = abortAfter(abort, connectMs, `no answer within ${connectMs / 1000} s`);
  try {
    const response = await request(url, offset, abort.signal, options.fetch ?? proxiedFetch);
    stopWaiting();
    if (offset > 0 && !continues(response, offset)) await rm(part, { force: true });
    await receive(response, part, abort, options);
    return offset > 0 && response.status === 206;
  } catch (error) {
    throw asTransferError(abort.signal.aborted ? abort.signal.reason : error);
  } finally {
    stopWaiting();
    abort.abort(); // closes the connection if the answer was not read to its end
  }
}

/** The size of a file in bytes; 0 if there is none. */
export async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

async function request(
  url: string,
  offset: number,
  signal: AbortSignal,
  get: typeof fetch,
): Promise<Response> {
  // Without `identity` a server may compress the content, and then ranges count other bytes.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  const response = await get(url, {
    signal,
    headers: offset > 0 ? { ...headers, range: `bytes=${offset}-` } : headers,
  });
  if (offset > 0 && (response.status === 416 || isOtherRange(response, offset)))
    return get(url, { signal, headers });
  return response;
}

/** Whether a response contains the bytes from the offset on. */
function continues(response: Response, offset: number): boolean {
  return response.status === 206 && !isOtherRange(response, offset);
}

function isOtherRange(response: Response, offset: number): boolean {
  return response.status === 206 && !response.headers.get('content-range')?.startsWith(`bytes ${offset}-`);
}

async function receive(
  response: Response,
  part: string,
  abort: AbortController,
  { limit, stallMs = 10_000, onBytes }: TransferOptions,
): Promise<void> {
  if (!response.ok || !response.body) throw new TransferError(`HTTP status ${response.status}`);
  let received = await sizeOf(part);
  const total = totalOf(response, received);
  const stalled = `no more bytes for ${stallMs / 1000} s`;
  let stopWaiting = abortAfter(abort, stallMs, stalled);
  const file = await open(part, 'a');
  try {
    await checkLimit(total ?? 0, limit, part);
    for await (const piece of response.body as AsyncIterable<Uint8Array>) {
      stopWaiting();
      received += piece.length;
      await checkLimit(received, limit, part);
      await file.writeFile(piece);
      onBytes?.(received, total);
      stopWaiting = abortAfter(abort, stallMs, stalled);
    }
  } finally {
    stopWaiting();
    await file.close();
  }
  if (total !== undefined && received < total)
    throw new TransferError(`the connection ended after ${received} bytes`);
}

/** Refuses a file that is too large, and removes it so that the next try starts from the beginning. */
async function checkLimit(bytes: number, limit: number, part: string): Promise<void> {
  if (bytes <= limit) return;
  await rm(part, { force: true });
  throw new TransferError(`the file has more than ${limit} bytes`);
}

function totalOf(response: Response, offset: number): number | undefined {
  const length = response.headers.get('content-length');
  return length === null ? undefined : offset + Number(length);
}

/** Aborts with a reason after a time. Returns a function that cancels that. */
function abortAfter(abort: AbortController, ms: number, reason: string): () => void {
  const timer = setTimeout(() => abort.abort(new TransferError(reason)), ms);
  return () => clearTimeout(timer);
}

/**
 * Turns network errors into TransferErrors with fetch's hidden cause. Errors of the disk stay as they are.
 */
function asTransferError(error: unknown): unknown {
  if (error instanceof TransferError || !(error instanceof TypeError)) return error;
  let cause: Error = error;
  while (cause.cause instanceof Error) cause = cause.cause;
  const { code } = cause as NodeJS.ErrnoException;
  // System codes (ENOTFOUND) are clearer than their messages; other codes are not.
  const isSystemCode = typeof code === 'string' && /^E[A-Z]+$/.test(code);
  return new TransferError(isSystemCode ? code : cause.message);
}
