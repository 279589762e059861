// Fetch through the proxy that the environment names, as curl and npm do; Node's own fetch ignores it.
import { InputError } from '../../errors.ts';

/** The variables in the order in which they are looked up for addresses of https. */
const variables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;

/**
 * Fetches through the proxy of `HTTPS_PROXY` or `HTTP_PROXY`, except from hosts in `NO_PROXY`.
 *
 * @throws InputError when a proxy's address is none
 */
export const proxiedFetch = (async (
  address: string,
  init: { signal: AbortSignal; headers: Record<string, string> },
) => {
  checkProxies();
  const { EnvHttpProxyAgent, fetch } = await import('undici'); // only those who download wait for it
  return fetch(address, { ...init, dispatcher: new EnvHttpProxyAgent() });
}) as typeof globalThis.fetch;

/** The variable that names the proxy for addresses of https, if any does. */
export const proxyVariable = (): string | undefined => variables.find((name) => process.env[name]);

/** The address itself stays out of the message: it may hold a password. */
function checkProxies(): void {
  for (const name of variables) {
    const address = process.env[name];
    if (address && !isProxyAddress(address))
      throw new InputError(`${name}: expected the address of a proxy, like http://proxy.example:3128`);
  }
}

const isProxyAddress = (address: string): boolean =>
  URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol);
