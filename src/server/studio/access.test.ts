// Who gets in, as a table of headers and answers.
import { fastify } from 'fastify';
import { afterAll, expect, it } from 'vitest';
import { guard } from './access.ts';
import { HttpError } from '../errors.ts';

const app = fastify();
app.setErrorHandler((error: Error, _, reply) =>
  reply.code(error instanceof HttpError ? error.statusCode : 500).send({ error: error.message }),
);
guard(app, { token: 'token', key: 'key', port: () => 4690 });
app.all('/*', () => 'in');
app.addContentTypeParser('*', (_request, _payload, done) => done(null));
afterAll(() => app.close());

const host = '127.0.0.1:4690';
const cookie = 'atelier-studio-4690=key';
type Method = 'GET' | 'POST';
const status = async (headers: Record<string, string>, method: Method = 'GET', url = '/api/runs') =>
  (await app.inject({ method, url, headers, ...(method === 'POST' && { payload: '{}' }) })).statusCode;

it.each([
  ['its own page', { host, cookie }, 200],
  ['its own page, with an origin', { host, cookie, origin: `http://${host}` }, 200],
  ['a name in capitals', { host: 'LOCALHOST:4690', cookie }, 200],
  ['one cookie among others', { host, cookie: `a=b; ${cookie}; c=d` }, 200],
  ['no cookie', { host }, 401],
  ['the cookie of another port', { host, cookie: 'atelier-studio-4691=key' }, 401],
  ['a part of the key', { host, cookie: 'atelier-studio-4690=ke' }, 401],
  ['a name that leads here', { host: 'evil.example:4690', cookie }, 421],
  ['another origin', { host, cookie, origin: 'http://evil.example' }, 403],
  ['another port of this machine', { host, cookie, origin: 'http://127.0.0.1:1' }, 403],
  ['a picture on another site', { host, cookie, 'sec-fetch-site': 'cross-site' }, 403],
])('%s: %j gets %i', async (_, headers, expected) => expect(await status(headers)).toBe(expected));

it.each([
  ['application/json', 200],
  ['application/json; charset=utf-8', 200],
  ['text/plain', 415],
  ['application/jsonp', 415],
])('a body of %s gets %i', async (type, expected) =>
  expect(await status({ host, cookie, 'content-type': type }, 'POST')).toBe(expected),
);

it('the token is taken once for the cookie, and only to read', async () => {
  const answer = await app.inject({ url: '/compare?runs=a,b&token=token', headers: { host } });
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/compare?runs=a%2Cb']);
  expect(answer.headers['set-cookie']).toContain(`${cookie}; Path=/; HttpOnly; SameSite=Strict`);
  expect(await status({ host, 'content-type': 'application/json' }, 'POST', '/api/runs?token=token')).toBe(
    401,
  );
});
