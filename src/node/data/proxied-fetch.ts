// Fetch through the proxy that the environment names, as curl and npm do; Node's own fetch ignores it.
import { InputError } from '../../errors.ts';

/** The variables in the order in which they are looked up for addresses of https. */
const variables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;

/**
 * Fetches through the proxy of `HTTPS_PROXY` or `HTTP_PROXY`, except from hosts in `NO_PROXY`. A proxy
 * without a scheme,
 * `proxy.example:3128`, is one of http.
 *
 * @throws InputError when a proxy's address is none
 */
export const proxiedFetch = (async (
  address: string,
  init: { signal: AbortSignal; headers: Record<string, string> },
) => {
  const httpProxy = proxyOf('http_proxy', 'HTTP_PROXY');
  const httpsProxy = proxyOf('https_proxy', 'HTTPS_PROXY') ?? httpProxy;
  const { EnvHttpProxyAgent, fetch } = await import('undici'); // only those who download wait for it
  // Where there is none, an empty address keeps the agent from looking at the environment itself.
  const dispatcher = new EnvHttpProxyAgent({ httpProxy: httpProxy ?? '', httpsProxy: httpsProxy ?? '' });
  return fetch(address, { ...init, dispatcher });
}) as typeof globalThis.fetch;

/** The variable that names the proxy for addresses of https, if any does. */
export const proxyVariable = (): string | undefined =>
  exceptsAll() ? undefined : variables.find((name) => process.env[name]);

const exceptsAll = (): boolean => (process.env['no_proxy'] ?? process.env['NO_PROXY'])?.trim() === '*';

/**
 * The address in the first of some variables that is set. It stays out of the message: it may hold a
 * password.
 */
function proxyOf(...names: readonly string[]): string | undefined {
  const name = names.find((variable) => process.env[variable]);
  if (name === undefined || exceptsAll()) return undefined;
  const given = process.env[name]!.trim();
  const address = given.includes('://') ? given : `http://${given}`;
  if (URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol)) return address;
  throw new InputError(`${name}: expected the address of a proxy, like http://proxy.example:3128`);
}
