// Who gets in: this browser's own pages, and nothing else, whatever it sends.
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/folders.ts';
import { openTestStudio, writeRun, type Ask } from './studio-server.ts';

const folder = await temporaryFolder();
await writeFile(join(folder, 'secret.txt'), 'the secret');
await writeRun(join(folder, 'runs/first'));
await symlink(join(folder, 'secret.txt'), join(folder, 'runs/first/report.html'));
await symlink(folder, join(folder, 'runs/away'));
const studio = await openTestStudio(folder);
afterAll(() => studio.stop());

const { cookie, port } = studio;
const own = `http://127.0.0.1:${port}`;
const status = async (path: string, options?: Ask) => (await studio.ask(path, options)).status;

describe('the token', () => {
  it('is exchanged for a cookie that scripts and other sites do not get, and leaves the address', async () => {
    const token = new URL(studio.url).searchParams.get('token')!;
    const { status, headers } = await studio.ask(`/runs?sort=name&token=${token}`);
    expect([status, headers.location]).toEqual([303, '/runs?sort=name']);
    expect(headers['set-cookie']![0]).toMatch(
      /^atelier-studio-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict/,
    );
    expect((await studio.ask(`//evil.example/?token=${token}`)).headers.location).toMatch(/^\/(?!\/)/);
  });

  it.each(['/', '/api/runs', '/api/events', '/assets/app.js', '/api/nothing'])(
    '%s needs the cookie',
    async (path) => {
      expect(await status(path)).toBe(401);
      expect(await status(`${path}?token=wrong`)).toBe(401);
      expect(await status(path, { headers: { cookie: cookie.replace(/=.*/, '=wrong') } })).toBe(401);
      expect(await status(path, { headers: { cookie: `other=1; ${cookie}` }, method: 'HEAD' })).not.toBe(401);
    },
  );

  it('does not let anyone write', async () => {
    const token = new URL(studio.url).searchParams.get('token')!;
    expect(await status(`/api/runs/first?token=${token}`, { method: 'DELETE' })).toBe(401);
  });
});

describe('the host', () => {
  it.each([
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1',
    '127.0.0.1:1',
    `127.0.0.1.evil.example:${port}`,
  ])('refuses %s, even with the cookie', async (host) =>
    expect(await status('/api/runs', { headers: { host, cookie } })).toBe(421),
  );
  it.each([`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`])('answers as %s', async (host) =>
    expect(await status('/api/runs', { headers: { host, cookie } })).toBe(200),
  );
});

describe('pages of other origins', () => {
  const foreign = [
    'http://evil.example',
    `http://127.0.0.1:${port + 1}`,
    'null',
    `https://127.0.0.1:${port}`,
  ];
  it.each(foreign)('%s can neither read nor write', async (origin) => {
    const headers = { cookie, origin };
    expect(await status('/api/runs', { headers })).toBe(403);
    expect(await status('/api/events', { headers })).toBe(403);
    expect(await status('/api/runs/first', { headers, method: 'DELETE' })).toBe(403);
    const body = 'kind=train&options={}';
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
    expect(await status('/api/jobs', { headers: form, method: 'POST', body })).toBe(403);
    const { headers: answered } = await studio.ask('/api/runs', { headers, method: 'OPTIONS' });
    expect(answered['access-control-allow-origin']).toBeUndefined();
  });

  it.each(['cross-site', 'same-site'])('are told by Sec-Fetch-Site: %s', async (site) => {
    const headers = { cookie, 'sec-fetch-site': site };
    expect(await status('/api/runs', { headers: { ...headers, 'sec-fetch-mode': 'no-cors' } })).toBe(403);
    expect(await status('/api/runs', { headers: { ...headers, 'sec-fetch-mode': 'navigate' } })).toBe(403);
    expect(await status('/runs', { headers: { ...headers, 'sec-fetch-mode': 'navigate' } })).toBe(200);
  });

  it('forms are refused from its own origin too', async () => {
    const headers = { cookie, origin: own, 'content-type': 'text/plain' };
    expect(
      await status('/api/jobs', { headers, method: 'POST', body: '{"kind":"train","options":{}}' }),
    ).toBe(415);
  });
});

describe('paths', () => {
  const ways = [
    ...['..', '%2e%2e', '..%2f..', '..%5c..', '%2e%2e%2fsecret.txt', '..%2fsecret.txt', '%00', 'a%00b', '.'],
    ...[
      encodeURIComponent(join(folder, 'secret.txt')),
      '%252e%252e%252fsecret.txt',
      '%c0%ae%c0%ae',
      '....//',
      '%ff',
    ],
  ];
  const routes = [
    ...['/api/runs/WAY', '/api/runs/WAY/files/config.json', '/api/runs/first/files/WAY', '/api/jobs/WAY'],
    ...['/assets/WAY', '/WAY/secret.txt', '/assets/WAY/secret.txt'],
  ];
  it.each(ways.flatMap((way) => routes.map((route) => route.replace('WAY', way))))(
    '%s leads nowhere',
    async (path) => {
      const { status, text } = await studio.ask(path, { headers: { cookie } });
      expect(text).not.toContain('the secret');
      if (!text.includes('<title>Studio</title>')) expect([301, 400, 401, 404, 414]).toContain(status);
    },
  );

  it('a link out of a run is not followed, and a linked folder is no run', async () => {
    expect(await status('/api/runs/first/files/report.html', { headers: { cookie } })).toBe(404);
    expect(await studio.get('/api/runs')).toMatchObject([{ id: 'first' }]);
  });

  it.each([
    ['data', '/etc'],
    ['data', '../'],
    ['arch', join(folder, 'secret.txt')],
    ['from', '../../x.onnx'],
    ['data', join(folder, 'runs/away')],
  ])('the option %s does not take %s', async (name, value) => {
    const answer = await studio.send('POST', '/api/jobs', { kind: 'train', options: { [name]: value } });
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('outside') as string });
  });

  it('a folder named with --data may be trained on', async () => {
    const data = join(folder, 'photos');
    await mkdir(data);
    const other = await openTestStudio(join(folder, 'second'), { data: [data] });
    const { status, text } = await other.send('POST', '/api/train/command', { options: { data } });
    await other.stop();
    expect([status, JSON.parse(text)]).toMatchObject([
      200,
      { command: `atelier train --data ${data}`, args: ['train', '--data', data], config: { data } },
    ]);
  });
});

it('the report is shown without rights, and pages can have threads', async () => {
  const page = await studio.ask('/', { headers: { cookie } });
  expect(page.headers).toMatchObject({
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'content-security-policy': expect.stringContaining("script-src 'self' 'wasm-unsafe-eval'") as string,
  });
  const file = await studio.ask('/api/runs/first/files/config.json', { headers: { cookie } });
  expect(file.headers['content-security-policy']).toContain('sandbox allow-scripts');
  expect(file.headers['content-security-policy']).not.toContain('allow-same-origin');
});

it('had no defect', () => expect(studio.defects).toEqual([]));
