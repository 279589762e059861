// The studio's server, compiled as in the package, on a free port, and a client that may say anything.
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pino } from 'pino';
import type * as trainForms from '../../src/cli/studio/train-form.ts';
import type * as tuneForms from '../../src/cli/studio/tune-form.ts';
import type { StudioEvent } from '../../src/server/studio/contract/events.ts';
import type * as studio from '../../src/server/studio/server.ts';
import type { NamedFolders } from '../../src/server/studio/workspace.ts';
import { compiled, program } from '../testing/process.ts';

const load = (path: string): Promise<unknown> => import(pathToFileURL(join(compiled, path)).href);
const { startStudio } = (await load('server/studio/server.js')) as typeof studio;
const { trainForm } = (await load('cli/studio/train-form.js')) as typeof trainForms;
const { tuneForm } = (await load('cli/studio/tune-form.js')) as typeof tuneForms;

/** A studio with a client that has the cookie. */
export interface TestStudio {
  readonly url: string;
  readonly port: number;
  readonly cookie: string;
  readonly runs: string;
  /** Errors that the server logged: defects. */
  readonly defects: string[];
  ask(path: string, options?: Ask): Promise<Answer>;
  /** Asks with the cookie and parses the answer. */
  get(path: string): Promise<unknown>;
  send(method: string, path: string, body?: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** Starts a studio on the folder `runs` in a folder, and what else is named. */
export async function openTestStudio(folder: string, named: Partial<NamedFolders> = {}): Promise<TestStudio> {
  const runs = join(folder, 'runs');
  const pages = join(folder, 'pages');
  await mkdir(join(pages, 'assets'), { recursive: true });
  await writeFile(join(pages, 'index.html'), '<!doctype html><title>Studio</title>');
  await writeFile(join(pages, 'assets/app.js'), 'export {};');
  const defects: string[] = [];
  const log = pino({ level: 'error' }, { write: (line) => void defects.push(line) });
  const forms = { train: trainForm(), tune: tuneForm() };
  const parts = { folders: { runs, data: [], ...named }, program: [program], ...forms, pages };
  const server = await startStudio(parts, 0, log);
  const { port, origin } = new URL(server.url);
  const ask = (path: string, options: Ask = {}) => askPort(Number(port), path, options);
  const { headers } = await ask(server.url.slice(origin.length));
  const cookie = headers['set-cookie']![0]!.split(';')[0]!;
  const known = (options: Ask = {}): Ask => ({ ...options, headers: { cookie, ...options.headers } });
  return {
    ...{ url: server.url, port: Number(port), cookie, runs, defects, ask, stop: () => server.stop() },
    async get(path) {
      const { status, text } = await ask(path, known());
      if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
      return JSON.parse(text) as unknown;
    },
    send(method, path, body) {
      const json = { 'content-type': 'application/json' };
      if (body === undefined) return ask(path, known({ method }));
      return ask(path, known({ method, headers: json, body: JSON.stringify(body) }));
    },
  };
}

/** Sends a request as it is: `fetch` would change its path and refuse some headers. */
export async function askPort(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: Ask,
): Promise<Answer> {
  // Node sends no length with the body of a DELETE.
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const sent = request({
    ...{ host: '127.0.0.1', port, path, method, agent: false },
    headers: { ...length, ...headers },
  });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const part of answer.setEncoding('utf8')) text += part as string;
  return { status: answer.statusCode!, headers: answer.headers, text };
}

/** An event with its id. */
export interface Received {
  readonly id: string;
  readonly event: StudioEvent;
}

/** A stream of events. */
export interface Stream {
  readonly received: Received[];
  /** Waits for an event that passes a test, among those that came after the first so many, and will come. */
  until(test: (event: StudioEvent) => boolean, after?: number): Promise<Received>;
  close(): void;
}

/** Opens a stream of events. */
export async function openStream(
  { port, cookie }: Pick<TestStudio, 'port' | 'cookie'>,
  since?: string,
  path = '/api/events',
): Promise<Stream> {
  const headers = { cookie, ...(since !== undefined && { 'last-event-id': since }) };
  const sent = request({ host: '127.0.0.1', port, path, headers, agent: false }).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`the stream: ${answer.statusCode}`);
  const received: Received[] = [];
  let rest = '';
  answer.setEncoding('utf8').on('data', (text: string) => {
    const parts = `${rest}${text}`.split('\n\n');
    rest = parts.pop()!;
    for (const part of parts) {
      const [, id, data] = /^id: (.*)\ndata: (.*)$/.exec(part) ?? [];
      if (data !== undefined) received.push({ id: id!, event: JSON.parse(data) as StudioEvent });
    }
  });
  answer.on('error', () => undefined);
  return {
    received,
    async until(test, after = 0) {
      for (;;) {
        const found = received.slice(after).find(({ event }) => test(event));
        if (found) return found;
        await once(answer, 'data');
      }
    },
    close: () => void sent.destroy(),
  };
}

const header = 'epoch,learningRate,loss,accuracy,validationLoss,validationAccuracy,seconds,imagesPerSecond';

/** The files of a run by hand: as many epochs as there are accuracies, of `epochs`. */
export function runFiles(accuracies: readonly number[], epochs = accuracies.length): Record<string, string> {
  const rows = accuracies.map((value, i) =>
    [i + 1, 0.01, 1 - value, value, 2 - value, value, 1.5, 100].join(','),
  );
  return {
    'config.json': JSON.stringify({
      data: 'sketches',
      architecture: 'lenet5',
      epochs,
      optimizer: { type: 'sgd' },
    }),
    'history.csv': `${[header, ...rows].join('\n')}\n`,
    'best.onnx': 'model',
  };
}

/** Writes files into a folder, which is made. */
export async function writeRun(folder: string, files = runFiles([0.5, 0.75])): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}
