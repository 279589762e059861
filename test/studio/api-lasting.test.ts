// What must hold whatever happens: jobs outlive a killed server, thousands of runs stay fast, and requests
// from a seed break nothing.
import { once } from 'node:events';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Random } from '../../src/random.ts';
import type { Job } from '../../src/server/studio/contract/jobs.ts';
import type { RunSummary } from '../../src/server/studio/contract/runs.ts';
import { smallIdxFiles, temporaryFolder, writeFolder } from '../testing/folders.ts';
import { start } from '../testing/process.ts';
import { askPort, openStream, openTestStudio, runFiles, writeRun } from './studio-server.ts';

it(
  'a job outlives a killed server, and the next server and its open pages see it',
  { timeout: 120_000 },
  async () => {
    const folder = await temporaryFolder();
    const data = await writeFolder(join(folder, 'small'), smallIdxFiles());
    const first = await openProcess(folder, 0, data);
    const options = { data, arch: 'lenet5', epochs: 30, threads: 1 };
    const body = JSON.stringify({ kind: 'train', options });
    const headers = { cookie: first.cookie, 'content-type': 'application/json' };
    const started = await askPort(first.port, '/api/jobs', { method: 'POST', headers, body });
    expect(started.status).toBe(201);
    first.process.kill('SIGKILL');
    await once(first.process, 'exit');
    const second = await openProcess(folder, first.port, data);
    const get = async <T>(path: string): Promise<T> =>
      JSON.parse((await askPort(second.port, path, { headers: { cookie: first.cookie } })).text) as T;
    const { id } = JSON.parse(started.text) as Job;
    let job = await get<Job>(`/api/jobs/${id}`);
    expect(job.status).toBe('running');
    while (job.status === 'running') job = await get<Job>(`/api/jobs/${id}`);
    expect(job).toMatchObject({ status: 'finished', exitCode: 0 });
    let [run] = await get<RunSummary[]>('/api/runs');
    while (run?.status === 'running') [run] = await get<RunSummary[]>('/api/runs');
    expect(run).toMatchObject({ id: 'train', status: 'finished', epochsDone: 30, job: id });
    second.process.kill('SIGINT');
    expect(await second.result).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/the studio has ended\n$/) as string,
    });
  },
);

it('ends at once with streams and questions open', { timeout: 60_000 }, async () => {
  const folder = await temporaryFolder();
  const studio = await openProcess(folder);
  const streams = await Promise.all(Array.from({ length: 7 }, () => openStream(studio)));
  for (const stream of streams) await stream.until(({ type }) => type === 'ready');
  const body = JSON.stringify({ options: { data: 'sketches', arch: 'paper-cnn', threads: 1 } });
  const headers = { cookie: studio.cookie, 'content-type': 'application/json' };
  const asked = askPort(studio.port, '/api/estimate', { method: 'POST', headers, body });
  const refused = asked.then(
    () => false,
    () => true,
  );
  await askPort(studio.port, '/api/runs', { headers }); // the estimate has arrived before
  const start = performance.now();
  studio.process.kill('SIGINT');
  expect((await studio.result).code).toBe(0);
  console.info(`the studio ended in ${Math.round(performance.now() - start)} ms`);
  expect(performance.now() - start).toBeLessThan(5000); // on a busy machine; 0.3 s on a quiet one
  expect(await refused).toBe(true);
});

it('a job that is killed has failed, and its run can be resumed', { timeout: 60_000 }, async () => {
  const folder = await temporaryFolder();
  const data = await writeFolder(join(folder, 'small'), smallIdxFiles());
  const studio = await openTestStudio(folder, { data: [data] });
  const options = { data, arch: 'lenet5', epochs: 5000, threads: 1 };
  await studio.send('POST', '/api/jobs', { kind: 'train', options });
  const run = async () => ((await studio.get('/api/runs')) as RunSummary[])[0];
  while (((await run())?.epochsDone ?? 0) < 1);
  const lock = (await readdir(join(studio.runs, 'train'))).find((name) => name.startsWith('.lock.'))!;
  process.kill(Number(lock.split('.')[2]), 'SIGKILL');
  while ((await run())!.status === 'running');
  expect(await run()).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('its process was killed; it last said: epoch') as string,
  });
  await studio.stop();
});

it('5,000 runs are listed at once', { timeout: 120_000 }, async () => {
  const folder = await temporaryFolder();
  const files = runFiles([0.5, 0.6, 0.7, 0.8]);
  for (let i = 0; i < 5000; i++) await writeRun(join(folder, `runs/run-${i}`), files);
  const cold = await timed(() => openTestStudio(folder));
  const listed = await timed(() => cold.result.get('/api/runs'));
  expect(listed.result).toHaveLength(5000);
  await new Promise((resolve) => setTimeout(resolve, 2100)); // a younger run is not taken from the index
  await cold.result.stop();
  const again = await timed(() => openTestStudio(folder));
  expect(await again.result.get('/api/runs')).toHaveLength(5000);
  await again.result.stop();
  console.info(
    `5,000 runs: read in ${cold.ms} ms, listed in ${listed.ms} ms, opened again in ${again.ms} ms`,
  );
  expect(listed.ms).toBeLessThan(1000);
});

it('2,000 requests from a seed find no defect and change nothing outside', { timeout: 180_000 }, async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'outside'));
  await writeRun(join(folder, 'runs/first'));
  const studio = await openTestStudio(folder);
  const random = new Random(7);
  const routes = await readRoutes();
  expect(routes.length).toBeGreaterThan(60);
  const pick = <T>(values: readonly T[]): T => values[random.integer(values.length)]!;
  const refused: string[] = [];
  for (let i = 0; i < 2000; i++) {
    const path = pick(routes)
      .replace('ID', () => pick(ids))
      .replace('NAME', () => pick(ids));
    const method = pick(['GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'OPTIONS']);
    const body = pick(bodies);
    const headers = {
      cookie: studio.cookie,
      'content-type': pick(['application/json', 'application/octet-stream', 'text/plain']),
    };
    const sent = method === 'GET' ? {} : { body };
    const { status, text } = await studio.ask(path, { method, headers, ...sent });
    if (status >= 500) refused.push(`${method} ${path} ${body}: ${status} ${text}`);
  }
  expect(refused).toEqual([]);
  expect(studio.defects).toEqual([]);
  await studio.send('POST', '/api/runs/first/restore');
  expect((await readdir(folder)).sort()).toEqual(['outside', 'pages', 'runs']);
  expect(await readdir(join(folder, 'outside'))).toEqual([]);
  expect((await readdir(join(folder, 'runs'))).sort()).toEqual(['.studio', 'first']);
  expect((await studio.get('/api/workspace')) as object).toHaveProperty('version');
  await studio.stop();
});

/**
 * The addresses of the server, as its sources register them, with ids and names to be filled in. The stream
 * of events has no end, so it isn't asked for.
 */
async function readRoutes(): Promise<string[]> {
  const folder = join(import.meta.dirname, '../../src/server/studio/routes');
  const sources = await Promise.all(
    (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
  );
  const registered = sources.flatMap((text) =>
    [...text.matchAll(/'(\/api\/[^']*)'/g)].map(([, path]) => path!),
  );
  return [
    ...new Set(registered.filter((path) => path !== '/api/events')),
    ...['/api/inspectors?name=NAME', '/api/pieces?name=NAME', '/api/compare?a=ID&b=NAME'],
    ...['/api/data/:id/pixels/:name?at=ID', '/api/pieces/dropped/picture?edge=64&piece=NAME'],
    ...['/api/ID', '/ID/NAME', '/assets/NAME'],
  ].map((path) => path.replace(':id', 'ID').replace(/:\w+/, 'NAME'));
}

const ids = [
  ...[
    'first',
    'config.json',
    'best.onnx',
    '..',
    '%2e%2e',
    '..%2f..%2foutside',
    '%00',
    '%ff',
    '%',
    'a'.repeat(300),
  ],
  ...[
    '__proto__',
    'constructor',
    '%F0%9F%98%80',
    '~',
    '-',
    '.',
    '*',
    ':id',
    '?a=b',
    '%5c',
    'sketches',
    'atelier',
  ],
];
const bodies = [
  ...['', '{', 'null', '[]', '0', '"x"', '{}', '{"tags":1}', '{"note":"x"}', '{"tags":["a"]}', '\u0000'],
  ...['{"pieces":["../pieces"]}', '{"pieces":["..","x"]}', '{"pieces":["/etc/passwd"]}'],
  ...['{"__proto__":{"x":1}}', '{"options":{}}', '{"options":{"epochs":-1}}', '{"options":{"__proto__":1}}'],
  ...['{"space":":","options":{}}', '{"space":"base: ../outside","name":"../x"}'],
  ...['{"kind":"resume","run":"nothing"}', '{"kind":"train"}', '{"kind":"train","options":{"epochs":"x"}}'],
  ...[
    '{"kind":"duplicate","run":"../x","options":{}}',
    '{"options":{"name":"../outside/x"}}',
    `{"note":"${'x'.repeat(30_000)}"}`,
  ],
  ...[
    '{"options":{"data":"../outside"}}',
    '{"kind":"train","options":{"name":"../outside/x"}}',
    '['.repeat(5000),
  ],
];

/** Starts `atelier studio` in a process, and gets its cookie. */
async function openProcess(folder: string, port = 0, ...data: readonly string[]) {
  const named = data.flatMap((place) => ['--data', place]);
  const args = ['studio', '--runs', join(folder, 'runs'), '--no-open', '--port', String(port), ...named];
  const running = start(args);
  let text = '';
  running.process.stdout!.on('data', (part: string) => (text += part));
  await running.saysOnError('the studio runs');
  while (!text.includes('\n')) await once(running.process.stdout!, 'data');
  const url = new URL(text.trim());
  const { headers } = await askPort(Number(url.port), `/${url.search}`, { headers: {} });
  return { ...running, port: Number(url.port), cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '' };
}

async function timed<T>(task: () => Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
  const start = performance.now();
  return { result: await task(), ms: Math.round(performance.now() - start) };
}
