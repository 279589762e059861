// What takes longer than a test may: `npx tsx test/serving/endurance.ts [MINUTES] [RELOADS]` serves
// models/atelier.onnx under 64 connections, replaces the file again and again, goes on for some minutes, and
// then stops it with SIGTERM under load. It prints memory, delays and failed requests. Linux only.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import autocannon, { type Result } from 'autocannon';
import { compile } from '../../scripts/compile.js';
import { program } from '../testing/process.ts';

const [minutes = 10, reloads = 200] = process.argv.slice(2).map(Number);
const connections = 64;
const model = 'models/atelier.onnx';

await compile();
const file = join(await mkdtemp(join(tmpdir(), 'atelier-endurance-')), 'atelier.onnx');
await copyFile(model, file);
const options = ['--port', '0', '--poll', '0.05', '--grace', '2', '--log-level', 'error'];
const server = spawn(process.execPath, [program, 'serve', file, ...options], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [first] = (await once(server.stdout, 'data')) as [Buffer];
const url = /^(\S+):/.exec(first.toString())![1]!;
const path = '/v2/models/atelier/infer';
const input = { name: 'image', shape: [1, 1, 28, 28], datatype: 'UINT8', data: new Array(784).fill(90) };
const body = JSON.stringify({ inputs: [input] });

/** Resident memory in MiB. */
async function memory(): Promise<number> {
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024;
}

/** The sum of a metric over its labels. */
async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => new RegExp(`^${name}[{ ]`).test(line));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

/** Loads the server while `act` runs, and tells how many requests failed. */
async function underLoad(what: string, act: () => Promise<void>): Promise<void> {
  const load = autocannon(
    { url: url + path, method: 'POST', body, connections, duration: 86_400 },
    () => undefined,
  );
  const done = once(load, 'done');
  await act();
  load.stop();
  const [{ non2xx, errors, timeouts, requests }] = (await done) as [Result];
  console.log(`${what}: ${requests.total} requests, ${non2xx + errors + timeouts} failed`);
}

/** Asks for health ten times a second, on a thread of its own: this one is as busy as the server. */
const watcher = new Worker(
  `const { parentPort, workerData } = require('node:worker_threads');
  let slowest = 0;
  setInterval(async () => {
    const started = performance.now();
    await fetch(workerData).then((response) => response.text()).catch(() => undefined);
    slowest = Math.max(slowest, performance.now() - started);
  }, 100);
  parentPort.on('message', () => {
    parentPort.postMessage(slowest);
    slowest = 0;
  });`,
  { eval: true, workerData: `${url}/v2/health/live` },
);

/** The slowest answer of health since this was asked last, in milliseconds. */
async function slowestHealth(): Promise<number> {
  watcher.postMessage('tell');
  const [slowest] = (await once(watcher, 'message')) as [number];
  return slowest;
}

/** One look at memory is chance: garbage of the last requests may or may not be collected yet. */
const looks: number[] = [];
const medianOfTen = (): string => {
  const last = looks.slice(-10).sort((a, b) => a - b);
  return `median of the last ten ${((last[4]! + last[5]!) / 2).toFixed(0)} MiB, ${last[0]!.toFixed(0)} to ${last[9]!.toFixed(0)}`;
};
await underLoad(`${reloads} reloads`, async () => {
  for (let reload = 1; reload <= reloads; reload++) {
    await copyFile(model, `${file}.next`);
    await rename(`${file}.next`, file);
    while ((await metric('atelier_reloads_total')) <= reload) await sleep(50);
    looks.push(await memory());
    if (reload === 10 || reload % 50 === 0) console.log(`after reload ${reload}: ${medianOfTen()}`);
  }
});
await underLoad(`${minutes} minutes`, async () => {
  for (let half = 0; half < 2 * minutes; half++) {
    await slowestHealth();
    await sleep(30_000);
    // Node counts the 10 ms between two looks as well.
    const delay = 1000 * (await metric('nodejs_eventloop_lag_p99_seconds')) - 10;
    console.log(
      `after ${(half + 1) / 2} min: ${(await memory()).toFixed(0)} MiB, event loop delay p99 ${delay.toFixed(1)} ms, slowest answer of /v2/health/live ${(await slowestHealth()).toFixed(0)} ms`,
    );
  }
});
await watcher.terminate();

/** Asks until the server takes no more connections. @returns how many requests came to nothing */
async function askToTheEnd(): Promise<number> {
  for (let failed = 0; ;)
    try {
      const response = await fetch(url + path, { method: 'POST', body });
      await response.arrayBuffer();
      if (!response.ok) failed++;
    } catch (error) {
      const { code } = (error as { cause?: NodeJS.ErrnoException }).cause ?? {};
      if (code === 'ECONNREFUSED') return failed;
      failed++;
    }
}
const asking = Array.from({ length: connections }, askToTheEnd);
await sleep(2000);
server.kill('SIGTERM');
const failed = (await Promise.all(asking)).reduce((sum, count) => sum + count, 0);
const [code] = server.exitCode === null ? ((await once(server, 'exit')) as [number]) : [server.exitCode];
console.log(`SIGTERM under load: ${failed} failed, exit code ${code}`);
