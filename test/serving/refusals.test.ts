// Requests that are refused while they still arrive. Clients that send all of a request before they read must
// find the answer: a connection that is closed with unread bytes is reset, and the answer is lost.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { smallServer } from './small-server.ts';

const maxBody = 2_000_000;
const [open, hasty, guarded, limited] = await Promise.all(
  [{}, { requestTimeout: 1 }, { token: 'secret' }, { rateLimit: 1 }].map((options) =>
    smallServer({ maxBody, ...options }, { models: [] }),
  ),
);
await fetch(`${limited!.url}/predict`); // the one that is allowed
// A connection that is no longer read would hold this up.
afterAll(() => Promise.all([open, hasty, guarded, limited].map((server) => server!.stop())), 20_000);

/** A request in parts; the server may refuse it after any of them. */
interface Upload {
  readonly url?: string;
  readonly path?: string;
  readonly headers: readonly string[];
  readonly parts: readonly Uint8Array[];
}

const parts = (count: number): Uint8Array[] => new Array<Uint8Array>(count).fill(Buffer.alloc(200_000, 'x'));
const withLength = (count: number, ...headers: string[]): Upload => ({
  headers: [`Content-Length: ${count * 200_000}`, ...headers],
  parts: parts(count),
});
const inChunks = (bodies: readonly Uint8Array[], ...headers: string[]): Upload => ({
  headers: ['Transfer-Encoding: chunked', ...headers],
  parts: [...bodies.map(chunk), Buffer.from('0\r\n\r\n')],
});
const chunk = (bytes: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);

/** Opens a connection whose errors are those of writing and reading. */
async function connectTo(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Sends bytes. @throws EPIPE or ECONNRESET if the connection was reset */
const send = (socket: Socket, bytes: Uint8Array | string): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });

/** Waits until a server has seen what it was sent before: it answers another connection. */
const turn = async (url: string): Promise<void> => void (await (await fetch(`${url}/v2/health/live`)).text());

/** Sends a request, and only then reads its answer. */
async function answerTo(
  { url = open!.url, path = '/predict', headers, parts }: Upload,
  version: string,
  ending: string,
) {
  const socket = await connectTo(url);
  const head = [`POST ${path} HTTP/${version}`, 'Host: x', `Connection: ${ending}`, ...headers];
  for (const part of [`${head.join('\r\n')}\r\n\r\n`, ...parts]) {
    await send(socket, part);
    await turn(url);
  }
  return readAnswer(socket);
}

/** Reads an answer to the end of its document, and closes the connection. */
async function readAnswer(socket: Socket): Promise<string> {
  let text = '';
  for await (const part of socket.setEncoding('latin1')) {
    text += part as string;
    if (/\r\n\r\n\{"error":"[^"]+"\}/.test(text)) break;
  }
  return text;
}

const form = 'Content-Type: multipart/form-data; boundary=a';
const bomb = gzipSync(new Uint8Array(50_000_000));
const refusals: [string, number, Upload][] = [
  ['a body that is too long', 413, withLength(15)],
  ['a form that is too long', 413, withLength(15, form)],
  ['a body that grows too long', 413, inChunks(parts(15))],
  ['a bomb', 413, inChunks([bomb], 'Content-Encoding: gzip')],
  ['a bomb before more', 413, inChunks([bomb, ...parts(8)], 'Content-Encoding: gzip')],
  ['no gzip', 400, withLength(9, 'Content-Encoding: gzip')],
  ['an unknown packing', 415, withLength(9, 'Content-Encoding: rot13')],
  ['a bad path', 400, { ...withLength(15), path: '/v2/models/%zz' }],
  ['an unknown path', 404, { ...withLength(9), path: '/nothing' }],
  ['a method that a path lacks', 405, { ...withLength(15), path: '/v2' }],
  ['no token', 401, { ...withLength(15), url: guarded!.url }],
  ['a request too many', 429, { ...withLength(15), url: limited!.url }],
];

describe.each([
  ['1.1', 'keep-alive'],
  ['1.1', 'close'],
  ['1.0', 'close'],
])('HTTP/%s with Connection: %s', (version, ending) => {
  it.each(refusals)('tells a client why it refuses %s', async (_, status, upload) => {
    expect(await answerTo(upload, version, ending)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });
});

describe('Node refuses by itself, and tells why,', () => {
  it('an odd wish', async () => {
    expect(await answerTo(withLength(15, 'Expect: tea'), '1.1', 'close')).toMatch(/^HTTP\/1\.1 417 /);
  });

  it.each([
    ['headers that do not end', 'GET / HTTP/1.1\r\nX: ', 431],
    ['no HTTP', 'hello', 400],
  ])('%s', async (_, first, status) => {
    const socket = await connectTo(open!.url);
    for (const part of [first, ...parts(15)]) {
      await send(socket, part);
      await turn(open!.url);
    }
    expect(await readAnswer(socket)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });
});

describe('a client that never stops to send is cut off', () => {
  const endless = (ending: string, length: number) =>
    `POST /predict HTTP/1.1\r\nHost: x\r\nConnection: ${ending}\r\nContent-Length: ${length}\r\n\r\n`;

  it.each<[string, string, string | Uint8Array]>([
    ['with much, refused', endless('close', 1e12), new Uint8Array(1e6)],
    ['with little, refused', endless('close', 1e12), 'x'],
    ['with little, too slow', endless('keep-alive', 1e6), 'x'],
    ['with headers, too slow', 'POST /predict HTTP/1.1\r\nX: ', 'x'],
  ])('%s', { timeout: 20_000 }, async (_, head, more) => {
    const socket = await connectTo(hasty!.url);
    const sendAll = async () => {
      for (let part = head as string | Uint8Array; ; part = more) {
        await send(socket, part);
        await turn(hasty!.url);
      }
    };
    await expect(sendAll()).rejects.toThrow(/EPIPE|ECONNRESET/);
  });
});
