// A `fetch` that uses the proxy of the environment, like curl and npm. Node's own fetch ignores it.
import { InputError } from '../../errors.ts';

/** The variables for https addresses, in the order of their priority. */
const variables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;

/**
 * Fetches through the proxy in `HTTPS_PROXY` or `HTTP_PROXY`, except for hosts in `NO_PROXY`. A proxy without
 * a scheme, such as `proxy.example:3128`, is an http proxy.
 *
 * @throws InputError if the proxy's address is not valid
 */
export const proxiedFetch = (async (
  address: string,
  init: { signal: AbortSignal; headers: Record<string, string> },
) => {
  const httpProxy = proxyOf('http_proxy', 'HTTP_PROXY');
  const httpsProxy = proxyOf('https_proxy', 'HTTPS_PROXY') ?? httpProxy;
  const { EnvHttpProxyAgent, fetch } = await import('undici'); // loaded only for downloads
  // Without a proxy, an empty address keeps the agent from reading the environment itself.
  const dispatcher = new EnvHttpProxyAgent({ httpProxy: httpProxy ?? '', httpsProxy: httpsProxy ?? '' });
  return fetch(address, { ...init, dispatcher });
}) as typeof globalThis.fetch;

/** The variable that names the proxy for https addresses, if any. */
export const proxyVariable = (): string | undefined =>
  exceptsAll() ? undefined : variables.find((name) => process.env[name]);

const exceptsAll = (): boolean => (process.env['no_proxy'] ?? process.env['NO_PROXY'])?.trim() === '*';

/**
 * The address in the first of these variables that is set. Messages must not contain it, because it may
 * include a password.
 */
function proxyOf(...names: readonly string[]): string | undefined {
  const name = names.find((variable) => process.env[variable]);
  if (name === undefined || exceptsAll()) return undefined;
  const given = process.env[name]!.trim();
  const address = given.includes('://') ? given : `http://${given}`;
  if (URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol)) return address;
  throw new InputError(`${name}: expected the address of a proxy, such as http://proxy.example:3128`);
}
