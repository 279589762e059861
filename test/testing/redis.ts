// A Redis server of the tests' own, which keeps what it was told when it is killed.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Whether there is no Redis server; then its tests are skipped, but not where CI asks for them. */
export const lacksRedis =
  spawnSync('redis-server', ['--version']).status !== 0 && !process.env['ATELIER_REQUIRE_REDIS'];

export interface RedisServer {
  readonly address: string;
  /** Kills the server, as a fault of its machine would. */
  kill(): Promise<void>;
  /** Starts it again with what it was told. */
  start(): Promise<void>;
}

/** Starts a server on a free port, with its data in a folder. */
export async function openRedis(folder: string): Promise<RedisServer> {
  const port = await freePort();
  let server: ChildProcess | undefined;
  const start = async () => {
    const options = [
      '--port',
      String(port),
      '--dir',
      folder,
      '--appendonly',
      'yes',
      '--appendfsync',
      'always',
    ];
    server = spawn('redis-server', [...options, '--bind', '127.0.0.1'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    server.stdout!.setEncoding('utf8').on('data', (text: string) => (output += text));
    while (!output.includes('Ready to accept connections')) await once(server.stdout!, 'data');
  };
  const kill = async () => {
    if (server?.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  };
  await start();
  return { address: `redis://127.0.0.1:${port}/0`, kill, start };
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
