// Listening on a port, with the reasons why it can't be had.
import type { FastifyInstance } from 'fastify';
import { InputError } from '../../errors.ts';

/**
 * Makes an app listen.
 *
 * @throws InputError if the port is taken or the address can't be had
 */
export async function listen(
  app: FastifyInstance,
  { host, port }: { host: string; port: number },
): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new InputError(await busyPort(port));
    if (code === 'EACCES') throw new InputError(`--port: ${port} needs more rights; use one from 1024`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new InputError(`--host: '${host}' is no address of this machine: ${message}`);
    throw error;
  }
}

async function busyPort(port: number): Promise<string> {
  const { portOwner } = await import('../../node/port-owner.ts');
  const owner = await portOwner(port);
  const next = port < 65_535 ? port + 1 : 0;
  return `--port: ${port} is in use${owner === undefined ? '' : ` by ${owner}`}; try --port ${next}`;
}

/** Where an app listens: `http://127.0.0.1:8080`. */
export function urlOf(app: FastifyInstance): string {
  const address = app.server.address();
  if (address === null || typeof address === 'string') return String(address);
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
