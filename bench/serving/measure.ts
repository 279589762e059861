// Requests per second and latencies of `atelier serve` beside a FastAPI server with the same model: both take
// turns within one run, on loopback, with the same pictures.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import sharp from 'sharp';
import { InputError } from '../../src/errors.ts';
import { sketches } from '../../src/data/sketches.ts';
import { venvPython } from '../python-environment.ts';

/** The options of `bench serving`. */
export interface ServingOptions {
  readonly model: string;
  readonly seconds: number;
  readonly repetitions: number;
  readonly connections: number;
}

/** One turn of one server at one kind of request. */
export interface Turn {
  readonly server: string;
  readonly kind: string;
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Answers other than 200, errors and time-outs. */
  readonly failed: number;
}

interface Kind {
  readonly name: string;
  readonly atelier: {
    readonly path: string;
    readonly body: Buffer;
    readonly headers: Record<string, string>;
  };
  readonly peer: { readonly path: string; readonly body: Buffer; readonly headers: Record<string, string> };
}

/** Starts both servers and lets them take turns. */
export async function measureServing(
  { model, seconds, repetitions, connections }: ServingOptions,
  report: (text: string) => void,
): Promise<Turn[]> {
  if (!existsSync(venvPython)) throw new InputError('bench serving: run npm run bench -- setup first');
  const [ours, theirs] = [8090, 8091];
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const servers = [
    start(process.execPath, [
      ...[here('../../bin/atelier.js'), 'serve', `bench=${model}`],
      ...['--port', String(ours), '--grace', '0', '--log-level', 'warn'],
    ]),
    start(venvPython, [here('fastapi_peer.py'), model, String(theirs)]),
  ];
  const turns: Turn[] = [];
  try {
    const kinds = await kindsOfRequests();
    await Promise.all([
      answers(`http://127.0.0.1:${ours}`, kinds[0]!.atelier),
      answers(`http://127.0.0.1:${theirs}`, kinds[0]!.peer),
    ]);
    for (let repetition = 0; repetition <= repetitions; repetition++)
      for (const { name, ...by } of kinds)
        for (const server of ['atelier', 'peer'] as const) {
          const { path, ...request } = by[server];
          const url = `http://127.0.0.1:${server === 'atelier' ? ours : theirs}${path}`;
          const duration = repetition === 0 ? Math.min(2, seconds) : seconds;
          const result = await autocannon({ url, method: 'POST', ...request, connections, duration });
          if (repetition === 0) continue; // warms up
          const { non2xx, errors, timeouts, latency, requests } = result;
          const turn = { p50: latency.p50, p99: latency.p99, failed: non2xx + errors + timeouts };
          turns.push({ server, kind: name, requestsPerSecond: requests.average, ...turn });
          report(`${name}, ${server}: ${requests.average} requests/s, p99 ${latency.p99} ms`);
        }
  } finally {
    const running = servers.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    const ends = running.map((server) => once(server, 'exit'));
    running.forEach((server) => server.kill());
    await Promise.all(ends);
  }
  return turns;
}

async function kindsOfRequests(): Promise<Kind[]> {
  const { images } = sketches({ train: 10, test: 10, seed: 1 }).test;
  const pixels = Buffer.from(images.subarray(0, 784));
  const png = await sharp(pixels, { raw: { width: 28, height: 28, channels: 1 } })
    .png()
    .toBuffer();
  const json = Buffer.from(
    JSON.stringify({
      inputs: [
        { name: 'image', shape: [1, 1, 28, 28], datatype: 'UINT8', parameters: { binary_data_size: 784 } },
      ],
      outputs: [{ name: 'probabilities' }],
    }),
  );
  const picture = { path: '/predict', body: png, headers: { 'content-type': 'image/png' } };
  const raw = { 'content-type': 'application/octet-stream' };
  return [
    { name: 'predict', atelier: picture, peer: picture },
    {
      name: 'infer',
      atelier: {
        path: '/v2/models/bench/infer',
        body: Buffer.concat([json, pixels]),
        headers: { ...raw, 'inference-header-content-length': String(json.length) },
      },
      peer: { path: '/infer', body: pixels, headers: raw },
    },
  ];
}

const start = (program: string, args: readonly string[]): ChildProcess =>
  spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });

/** Waits until a server answers. */
async function answers(url: string, { path, body, headers }: Kind['atelier']): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const response = await fetch(url + path, { method: 'POST', body: new Uint8Array(body), headers }).catch(
      () => undefined,
    );
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new InputError(`bench serving: ${url} does not answer`);
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
};

/** A line for each kind of request and server, with medians over the repetitions. */
export function servingTable(turns: readonly Turn[]): string {
  const kinds = [...new Set(turns.map(({ kind }) => kind))];
  const lines = kinds.flatMap((kind) => {
    const of = (server: string, value: (turn: Turn) => number) =>
      median(turns.filter((turn) => turn.kind === kind && turn.server === server).map(value));
    const [rate, p99] = [({ requestsPerSecond }: Turn) => requestsPerSecond, (turn: Turn) => turn.p99];
    const failed = turns.filter((turn) => turn.kind === kind).reduce((sum, turn) => sum + turn.failed, 0);
    return [
      `${kind}: atelier ${of('atelier', rate).toFixed(0)} requests/s, p99 ${of('atelier', p99)} ms; FastAPI ${of('peer', rate).toFixed(0)} requests/s, p99 ${of('peer', p99)} ms`,
      `${kind}: ${(of('atelier', rate) / of('peer', rate)).toFixed(2)} times its requests/s, ${(of('atelier', p99) / of('peer', p99)).toFixed(2)} of its p99; ${failed} failed`,
    ];
  });
  return lines.join('\n');
}
