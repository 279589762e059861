// Who may ask. The token of the address that is opened is exchanged once for a cookie that scripts can't
// read. Pages of other origins are refused whatever they send: cookies know no ports, so a page of another
// server on this machine would bring ours. The host is checked because a name of an attacker's may be made to
// lead to this machine (DNS rebinding).
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HttpError } from '../errors.ts';

/** What access needs to know. */
export interface Access {
  /** What the address that is opened contains. Each start has another. */
  readonly token: string;
  /** What the cookie contains. It outlives the server, so that pages that are open go on. */
  readonly key: string;
  /** The port; it is known when the server listens. */
  readonly port: () => number;
}

const names = ['127.0.0.1', 'localhost', '[::1]'];
const safeMethods = new Set(['GET', 'HEAD']);

/** Lets only the pages of this server in, and only with the cookie. */
export function guard(app: FastifyInstance, access: Access): void {
  app.addHook('onRequest', async (request, reply) => {
    const { headers } = request;
    const hosts = names.map((name) => `${name}:${access.port()}`);
    checkHost(headers, hosts);
    checkOrigin(request, hosts);
    if (hasCookie(headers, access)) return;
    const token = tokenOf(request);
    if (token === undefined || !isEqual(token, access.token))
      throw new HttpError(401, 'open the address that `atelier studio` printed: it contains the key');
    return admit(request, reply, access);
  });
}

function checkHost({ host = '' }: IncomingHttpHeaders, hosts: readonly string[]): void {
  if (!hosts.includes(host.toLowerCase()))
    throw new HttpError(421, `the studio answers at http://${hosts[0]} only`);
}

/** Browsers send `Origin` with everything that writes, and `Sec-Fetch-Site` with everything. */
function checkOrigin({ headers, method, url }: FastifyRequest, hosts: readonly string[]): void {
  const { origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = headers;
  const isOwn = origin === undefined || hosts.some((host) => origin === `http://${host}`);
  const isOpened = mode === 'navigate' && safeMethods.has(method) && !url.startsWith('/api/');
  const isNear = site === undefined || site === 'same-origin' || site === 'none' || isOpened;
  if (!isOwn || !isNear) throw new HttpError(403, 'the studio answers its own pages only');
  if (!safeMethods.has(method) && hasBody(headers) && !isKnown(headers))
    throw new HttpError(
      415,
      'Content-Type: expected application/json, or application/octet-stream for a file',
    );
}

const hasBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
/** Forms of other pages can't send either of them. */
const isKnown = (headers: IncomingHttpHeaders): boolean =>
  /^application\/(?:json|octet-stream)\s*(;|$)/i.test(headers['content-type'] ?? '');

/** Ports share cookies, so each port has its own. */
const cookieName = ({ port }: Access): string => `atelier-studio-${port()}`;

function hasCookie({ cookie = '' }: IncomingHttpHeaders, access: Access): boolean {
  const start = `${cookieName(access)}=`;
  const given = cookie.split(';').map((part) => part.trim());
  return given.some((part) => part.startsWith(start) && isEqual(part.slice(start.length), access.key));
}

function tokenOf({ method, query }: FastifyRequest): string | undefined {
  const { token } = query as { readonly token?: unknown };
  return method === 'GET' && typeof token === 'string' ? token : undefined;
}

/** Gives the cookie, and leads to the same address without the token. */
function admit(request: FastifyRequest, reply: FastifyReply, access: Access): FastifyReply {
  const { pathname, searchParams } = new URL(request.url, 'http://studio');
  searchParams.delete('token');
  const rest = searchParams.size > 0 ? `?${searchParams.toString()}` : '';
  const cookie = `${cookieName(access)}=${access.key}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000`;
  // A path that begins with two slashes would lead to another host.
  const place = `${pathname.replace(/^\/+/, '/')}${rest}`;
  return reply.header('set-cookie', cookie).header('cache-control', 'no-store').redirect(place, 303);
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in constant time. */
const isEqual = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));
