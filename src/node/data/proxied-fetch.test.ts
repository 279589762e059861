// Downloads through a proxy on 127.0.0.1 that connects every tunnel to one server, whatever the host.
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { downloadFile } from './download-file.ts';
import { fileHandler, serve } from './testing/file-server.ts';
import { temporaryFolder } from './testing/idx-folder.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const content = new TextEncoder().encode('through a tunnel');
const limit = 100;

/** Starts a proxy; gives its address and the hosts that were asked for. */
async function startProxy(target: string): Promise<{ address: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer();
  const { hostname, port } = new URL(target);
  server.on('connect', (request, socket) => {
    asked.push(request.url!);
    if (request.url!.endsWith(':443')) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const tunnel = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      tunnel.pipe(socket).pipe(tunnel);
    });
    socket.on('error', () => tunnel.destroy());
    tunnel.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const variables = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];
function setProxies(values: Record<string, string>): void {
  for (const name of variables) vi.stubEnv(name, values[name]);
}
afterEach(() => vi.unstubAllEnvs());

describe('a download', () => {
  it('uses the proxy of the environment', async () => {
    const server = await serve(fileHandler({ thing: content }));
    const proxy = await startProxy(server);
    setProxies({ HTTP_PROXY: proxy.address });
    const path = join(await temporaryFolder(), 'thing');
    await downloadFile('http://mirror.invalid:8080/thing', path, { limit });
    expect(new Uint8Array(await readFile(path))).toEqual(content);
    expect(proxy.asked).toEqual(['mirror.invalid:8080']);
  });

  it('asks the proxy of HTTPS_PROXY for a tunnel to an https address', async () => {
    const proxy = await startProxy(await serve(fileHandler({})));
    setProxies({ HTTPS_PROXY: proxy.address });
    const path = join(await temporaryFolder(), 'thing');
    await expect(downloadFile('https://mirror.invalid/thing', path, { limit })).rejects.toThrow(/502/);
    expect(proxy.asked).toEqual(['mirror.invalid:443']);
  });

  it('reads a proxy without a scheme as http', async () => {
    const server = await serve(fileHandler({ thing: content }));
    const proxy = await startProxy(server);
    setProxies({ http_proxy: proxy.address.replace('http://', '') });
    const path = join(await temporaryFolder(), 'thing');
    await downloadFile('http://mirror.invalid:8080/thing', path, { limit });
    expect(proxy.asked).toEqual(['mirror.invalid:8080']);
  });

  it('uses no proxy, whatever the variables, if NO_PROXY excepts every host', async () => {
    const server = await serve(fileHandler({ thing: content }));
    setProxies({ HTTP_PROXY: 'nonsense://', HTTPS_PROXY: '::', NO_PROXY: '*' });
    const path = join(await temporaryFolder(), 'thing');
    await downloadFile(`${server}thing`, path, { limit });
    expect(new Uint8Array(await readFile(path))).toEqual(content);
  });

  it('connects directly to hosts in NO_PROXY', async () => {
    const server = await serve(fileHandler({ thing: content }));
    const proxy = await startProxy(server);
    setProxies({ HTTP_PROXY: proxy.address, NO_PROXY: 'example.org,127.0.0.1' });
    await downloadFile(`${server}thing`, join(await temporaryFolder(), 'thing'), { limit });
    expect(proxy.asked).toEqual([]);
  });

  it('names the variable, but not its value, if that is not an address', async () => {
    setProxies({ HTTPS_PROXY: 'socks5://user:secret@proxy:1080' });
    const path = join(await temporaryFolder(), 'thing');
    await expect(downloadFile('https://mirror.invalid/thing', path, { limit })).rejects.toThrow(
      'HTTPS_PROXY: expected the address of a proxy, such as http://proxy.example:3128',
    );
  });
});
