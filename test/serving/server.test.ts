// The server over real connections, with a small model whose answers are compared with the library's.
import { once } from 'node:events';
import { rename, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { relative } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { pino } from 'pino';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { openClassifier } from '../../src/nn/classifier.ts';
import { remoteClassifier } from '../../src/node/remote-classifier.ts';
import { Random } from '../../src/random.ts';
import { classNames, newFolder, side, silent, smallModel, smallServer, startServer } from './small-server.ts';

const server = await smallServer({ maxBody: 100_000, maxPixels: 10_000 });
const model = await openClassifier(smallModel(1), 'small', { threads: 1 });
afterAll(() => server.stop());

const area = side * side;
const random = new Random(1, 'server');
const images = Uint8Array.from({ length: 3 * area }, () => random.integer(256));
const input = { name: 'image', shape: [3, 1, side, side], datatype: 'UINT8', data: [...images] };
const expected = await model.predict(images);

const at = (path: string) => `${server.url}${path}`;
const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(at(path), { method: 'POST', body, headers });
const json = async (response: Response | Promise<Response>): Promise<unknown> => (await response).json();
const infer = (value: unknown, headers = {}) =>
  post('/v2/models/small/infer', JSON.stringify(value), { 'content-type': 'application/json', ...headers });
const png = async (edge = side) =>
  sharp(Buffer.alloc(edge * edge, 90), { raw: { width: edge, height: edge, channels: 1 } })
    .png()
    .toBuffer();

describe('the Open Inference Protocol', () => {
  it('describes the server and its models', async () => {
    expect(await json(fetch(at('/v2')))).toMatchObject({ name: 'atelier' });
    expect(await json(fetch(at('/v2/')))).toMatchObject({ name: 'atelier' });
    for (const path of ['/v2/health/live', '/v2/health/ready', '/v2/models/small/ready'])
      expect((await fetch(at(path))).status).toBe(200);
    const metadata = {
      ...{ name: 'small', versions: ['1'], platform: 'onnxruntime_onnx' },
      inputs: [{ name: 'image', datatype: 'UINT8', shape: [-1, 1, side, side] }],
      outputs: [{ name: 'probabilities', datatype: 'FP32', shape: [-1, 3] }],
    };
    expect(await json(fetch(at('/v2/models/small')))).toEqual(metadata);
    expect(await json(fetch(at('/v2/models/small/versions/1')))).toEqual(metadata);
  });

  it('infers what the library predicts, packed in any way', async () => {
    const body = JSON.stringify({ inputs: [input] });
    const packed = [
      infer({ inputs: [input] }),
      post('/v2/models/small/versions/1/infer', gzipSync(body), { 'content-encoding': 'gzip' }),
      post('/v2/models/small/infer', deflateSync(body), { 'content-encoding': 'deflate' }),
    ];
    for (const response of packed) {
      const { outputs } = (await json(response)) as { outputs: { data: number[] }[] };
      expect(Float32Array.from(outputs[0]!.data)).toEqual(expected);
    }
  });

  it('packs answers for those who ask for it', async () => {
    const rows = 60;
    const many = { ...input, shape: [rows, 1, side, side], data: new Array<number>(rows * area).fill(7) };
    const response = await infer({ inputs: [many] }, { 'accept-encoding': 'gzip' });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(await json(response)).toMatchObject({ model_name: 'small', outputs: [{ shape: [rows, 3] }] });
  });

  it('is what remoteClassifier speaks', async () => {
    const remote = await remoteClassifier(at('/v2/models/small/'));
    expect(remote.card).toEqual(model.card);
    expect(await remote.predict(images)).toEqual(expected);
    await expect(remoteClassifier(at('/v2/models/other'))).rejects.toThrow(/404.*no model 'other'/);
    await expect(remoteClassifier('http://127.0.0.1:1/v2/models/x')).rejects.toThrow(/no answer/);
    await expect(remoteClassifier(at('/'))).rejects.toThrow(/got another document; .*\/v2\/models\/NAME/);
  });

  it('has an index, and loads and unloads', async () => {
    const index = () => json(post('/v2/repository/index', ''));
    expect(await index()).toEqual([{ name: 'small', version: '1', state: 'READY', reason: '' }]);
    expect((await post('/v2/repository/models/small/unload', '')).status).toBe(200);
    expect(await index()).toMatchObject([{ state: 'UNAVAILABLE', reason: 'unloaded' }]);
    expect((await infer({ inputs: [input] })).status).toBe(404);
    expect((await fetch(at('/v2/health/ready'))).status).toBe(503);
    expect((await post('/v2/repository/models/small/load', '{}')).status).toBe(200);
    expect((await infer({ inputs: [input] })).status).toBe(200);
    expect((await post('/v2/repository/models/gone/load', '')).status).toBe(404);
  });

  it('counts rows and runs', async () => {
    const stats = async () => {
      const { model_stats } = (await json(fetch(at('/v2/models/small/stats')))) as {
        model_stats: { inference_count: number; execution_count: number }[];
      };
      return model_stats[0]!;
    };
    const before = await stats();
    await infer({ inputs: [input] });
    const after = await stats();
    expect(after.inference_count - before.inference_count).toBe(3);
    expect(after.execution_count - before.execution_count).toBe(1);
  });
});

describe('/predict', () => {
  it('takes a form, a body, and base64', async () => {
    const bytes = await png();
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(bytes)]), 'a.png');
    form.append('file', new Blob([new Uint8Array(bytes)]), 'b.png');
    const answers = [
      await json(fetch(at('/predict?top=2'), { method: 'POST', body: form })),
      await json(post('/predict?top=2', new Uint8Array(bytes), { 'content-type': 'image/png' })),
      await json(
        post('/predict?top=2', JSON.stringify({ images: [bytes.toString('base64')] }), {
          'content-type': 'application/json',
        }),
      ),
    ] as { pictures: { file: string; predictions: { name: string; probability: number }[] }[] }[];
    expect(answers.map(({ pictures }) => pictures.map(({ file }) => file))).toEqual([
      ['a.png', 'b.png'],
      ['picture'],
      ['images[0]'],
    ]);
    const row = await model.predict(new Uint8Array(area).fill(90));
    const best = row.indexOf(Math.max(...row));
    for (const { pictures } of answers)
      for (const { predictions } of pictures) {
        expect(predictions).toHaveLength(2);
        expect(predictions[0]).toEqual({ label: best, name: classNames[best], probability: row[best] });
      }
  });

  it('takes a packed form', async () => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(await png())]), 'a.png');
    const whole = new Response(form);
    const response = await post('/predict', gzipSync(new Uint8Array(await whole.arrayBuffer())), {
      ...{ 'content-type': whole.headers.get('content-type')!, 'content-encoding': 'gzip' },
    });
    expect(await json(response)).toMatchObject({ pictures: [{ file: 'a.png' }] });
  });

  it.each<[string, () => Promise<Response>, number, RegExp]>([
    ['what is no picture', () => post('/predict', 'no picture'), 400, /expected a picture/],
    ['nothing', () => post('/predict', ''), 400, /got nothing/],
    [
      'a cut picture',
      async () => post('/predict', new Uint8Array((await png()).subarray(0, 50))),
      400,
      /damaged/,
    ],
    ['too many pixels', async () => post('/predict', new Uint8Array(await png(200))), 400, /megapixels/],
    ['a form without files', () => fetch(at('/predict'), { method: 'POST', body: new FormData() }), 400, /./],
    [
      'no base64',
      () => post('/predict', '{"images":["*"]}', { 'content-type': 'application/json' }),
      400,
      /images/,
    ],
    [
      'a form over the limit',
      () => {
        const form = new FormData();
        for (let i = 0; i < 3; i++) form.append('file', new Blob([new Uint8Array(40_000)]), `${i}.png`);
        return fetch(at('/predict'), { method: 'POST', body: form });
      },
      413,
      /./,
    ],
    [
      'a cut form',
      () => post('/predict', '--a\r\n', { 'content-type': 'multipart/form-data; boundary=a' }),
      400,
      /form can't be read/,
    ],
    [
      'no pictures in JSON',
      () => post('/predict', '{"images":[]}', { 'content-type': 'application/json' }),
      400,
      /images: expected a list of at least 1 picture/,
    ],
    ['an unknown query', () => post('/predict?tip=3', 'x'), 400, /no option tip.*top/],
    ['top=0', () => post('/predict?top=0', 'x'), 400, /top/],
    ['an unknown model', () => post('/predict?model=x', 'x'), 404, /no model 'x'/],
    ['a body over the limit', () => post('/predict', new Uint8Array(100_001)), 413, /./],
    [
      'a bomb',
      () => post('/predict', gzipSync(new Uint8Array(50_000_000)), { 'content-encoding': 'gzip' }),
      413,
      /./,
    ],
    ['no gzip', () => post('/predict', 'x', { 'content-encoding': 'gzip' }), 400, /unpacked as gzip/],
    ['an unknown packing', () => post('/predict', 'x', { 'content-encoding': 'rot13' }), 415, /rot13/],
  ])('refuses %s', async (_, act, status, message) => {
    const response = await act();
    expect(await json(response)).toEqual({ error: expect.stringMatching(message) as string });
    expect(response.status).toBe(status);
  });
});

describe('a hostile client', async () => {
  const impatient = await smallServer({ requestTimeout: 1, headersTimeout: 1 }, { models: [] });
  afterAll(() => impatient.stop());

  it.each([
    ['/nothing', 404],
    ['/v2/models/..%2f..%2fetc', 404],
    ['/v2/models/%zz', 400],
    ['/v2/models/small/versions/9', 404],
    ['/v2/models/small/infer', 405],
  ])('gets an error in JSON at %s', async (path, status) => {
    const response = await fetch(at(path));
    expect(await json(response)).toEqual({ error: expect.any(String) as string });
    expect(response.status).toBe(status);
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['no header Host', 'GET /v2 HTTP/1.1\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 400 [^]*header Host/],
    ['an odd wish', 'GET /v2 HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n\r\n', /^HTTP\/1\.1 417 /],
    ['headers that never end', 'GET /v2 HTTP/1.1\r\nHost: x\r\n', /^HTTP\/1\.1 408 /],
    [
      'a body that never ends',
      'POST /predict HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab',
      /^HTTP\/1\.1 (408|503) /,
    ],
    ['long headers', `GET /v2 HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, /^HTTP\/1\.1 431 [^]*too long/],
  ])('with %s is answered and left', async (_, text, first) => {
    const socket = connect(Number(new URL(impatient.url).port), '127.0.0.1');
    socket.write(text);
    let answer = '';
    socket.setEncoding('latin1').on('data', (part: string) => (answer += part));
    await once(socket, 'close');
    expect(answer).toMatch(first);
    expect(answer).toMatch(/\{"error":"[^"]+"\}(\r\n0\r\n\r\n)?$/);
  });
});

describe('following a file', () => {
  it('swaps a new one in, and keeps the old one if the new one is bad or other', async () => {
    const followed = await smallServer();
    const replace = async (bytes: Uint8Array) => {
      const next = `${followed.file}.next`;
      await writeFile(next, bytes);
      await rename(next, followed.file);
      await followed.repository.follow();
      await followed.repository.follow();
    };
    const predict = async () => (await remoteClassifier(`${followed.url}/v2/models/small`)).predict(images);
    expect(await predict()).toEqual(expected);
    await replace(new Uint8Array(100));
    expect(followed.repository.index()).toMatchObject([
      { state: 'READY', reason: expect.stringMatching(/ONNX|model/) as string },
    ]);
    expect(await predict()).toEqual(expected);
    await replace(smallModel(2, { classNames: ['a', 'b', 'c'] }));
    expect(followed.repository.index()).toMatchObject([
      { reason: expect.stringMatching(/other classes/) as string },
    ]);
    expect(await predict()).toEqual(expected);
    const metrics = await (await fetch(`${followed.url}/metrics`)).text();
    expect(metrics).toContain('atelier_reload_failures_total{model="small",version="1"} 2');
    const waiting = Array.from({ length: 20 }, predict);
    const picture = new Uint8Array(await png());
    const decoding = Array.from({ length: 20 }, () =>
      fetch(`${followed.url}/predict`, { method: 'POST', body: picture }),
    );
    await replace(smallModel(2));
    const second = await openClassifier(smallModel(2), 'second', { threads: 1 });
    expect(await predict()).toEqual(await second.predict(images));
    for (const answer of await Promise.all(waiting)) expect(answer).toHaveLength(9);
    for (const { status } of await Promise.all(decoding)) expect(status).toBe(200);
    expect(followed.repository.index()).toMatchObject([{ state: 'READY', reason: '' }]);
    await followed.stop();
  });

  it('takes new versions of a repository, answers with the highest, and lets go of those that are gone', async () => {
    const { mkdir, rm } = await import('node:fs/promises');
    const folder = await newFolder();
    const add = async (version: string, bytes: Uint8Array) => {
      await mkdir(`${folder}/shoes/${version}`, { recursive: true });
      await writeFile(`${folder}/shoes/${version}/model.onnx`, bytes);
    };
    await add('2', smallModel(1));
    const following = await startServer(
      { models: [], folder },
      { port: 0, grace: 0, instances: 1, threads: 1 },
      silent,
    );
    expect(following.repository.find('shoes').source.version).toBe('2');
    await add('10', smallModel(2));
    await add('11', new Uint8Array(9));
    await following.repository.follow();
    expect(following.repository.find('shoes').source.version).toBe('10');
    expect(following.repository.index().map(({ version, state }) => [version, state])).toEqual([
      ['2', 'READY'],
      ['10', 'READY'],
      ['11', 'UNAVAILABLE'],
    ]);
    await rm(`${folder}/shoes/10`, { recursive: true });
    await following.repository.follow();
    expect(following.repository.find('shoes').source.version).toBe('2');
    await following.stop();
  });

  it('leaves what is no model alone, and serves on while the folder is gone', async () => {
    const { cp, mkdir, rm, symlink } = await import('node:fs/promises');
    const folder = await newFolder();
    const named = { name: 'small', version: '1', file: `${folder}2.onnx` };
    await writeFile(named.file, smallModel(1));
    await mkdir(`${folder}/shoes/1`, { recursive: true });
    await cp(named.file, `${folder}/shoes/1/model.onnx`);
    await writeFile(`${folder}/README`, 'shoes');
    const messages: string[] = [];
    const log = pino({ level: 'error' }, { write: (line: string) => messages.push(line) });
    const following = await startServer(
      { models: [named], folder: relative('.', folder).replace(/^/, './') },
      { port: 0, grace: 0, instances: 1, threads: 1, poll: 3600 },
      log,
    );
    const versions = async () => {
      await following.repository.follow();
      return following.repository.index().map(({ name, version }) => `${name} ${version}`);
    };
    await symlink('/nowhere', `${folder}/latest`);
    await symlink(named.file, `${folder}/link.onnx`);
    expect(await versions()).toEqual(['small 1', 'shoes 1']);
    await rename(folder, `${folder}.away`);
    expect(await versions()).toEqual(['small 1', 'shoes 1']);
    expect(await versions()).toEqual(['small 1', 'shoes 1']);
    expect(messages).toEqual([expect.stringMatching(/no such file.*what was loaded serves on/)]);
    await rename(`${folder}.away`, folder);
    await rm(`${folder}/shoes`, { recursive: true });
    expect(await versions()).toEqual(['small 1']);
    await following.stop();
  });
});

describe('a server', () => {
  it('asks for its token, but not for health', async () => {
    const guarded = await smallServer({ token: 'a-long-secret' });
    const status = async (path: string, authorization?: string) =>
      (await fetch(`${guarded.url}${path}`, { headers: { ...(authorization && { authorization }) } })).status;
    expect(await status('/v2/health/ready')).toBe(200);
    expect(await status('/v2')).toBe(401);
    expect(await status('/v2', 'Bearer a-long-secret')).toBe(200);
    expect(await status('/v2', 'Bearer a-long-secreT')).toBe(401);
    expect(await status('/metrics')).toBe(401);
    await guarded.stop();
  });

  it('says whose a busy port is, and which to try', async () => {
    const port = Number(new URL(server.url).port);
    await expect(startServer({ models: [] }, { port }, silent)).rejects.toThrow(
      new RegExp(`--port: ${port} is in use.*; try --port ${port + 1}$`),
    );
  });

  it('finishes what is in flight on all threads when it stops, and is not ready meanwhile', async () => {
    const ending = await smallServer({ grace: 1, instances: 2, maxBatch: 2 });
    const remote = await remoteClassifier(`${ending.url}/v2/models/small`);
    const answers = Array.from({ length: 50 }, () => remote.predict(images));
    await answers[0];
    const end = ending.stop();
    expect((await fetch(`${ending.url}/v2/health/ready`)).status).toBe(503);
    for (const answer of await Promise.all(answers)) expect(answer).toEqual(expected);
    await end;
    await expect(fetch(`${ending.url}/v2`)).rejects.toThrow();
  });
});
