// Watches which system calls of the network a program makes, with strace. Where that is missing or not
// allowed, tests that need it are skipped.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

export const canTrace = spawnSync('strace', ['-f', '-e', 'trace=network', 'true']).status === 0;

export interface Traced {
  readonly code: number | null;
  readonly stderr: string;
  /** The calls that look up a host or open a connection, in their order. */
  readonly calls: string[];
}

export interface TraceOptions {
  readonly cwd: string;
  /** The whole environment of the program. */
  readonly env: Readonly<Record<string, string>>;
  /** Where strace writes its list of calls. */
  readonly log: string;
  /** After how long the program is asked to stop, as by Ctrl-C; without, it runs to its end. */
  readonly stopAfterMs?: number | undefined;
}

/** Runs Node under strace. */
export async function traceNode(args: readonly string[], options: TraceOptions): Promise<Traced> {
  const { cwd, env, log, stopAfterMs } = options;
  const watching = ['-f', '-qq', '-e', 'trace=network', '-e', 'signal=none', '-o', log];
  const child = spawn('strace', [...watching, process.execPath, ...args], {
    cwd,
    env,
    detached: true, // a group of its own, to stop the program together with strace
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const timer =
    stopAfterMs === undefined
      ? undefined
      : setTimeout(() => process.kill(-child.pid!, 'SIGINT'), stopAfterMs);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  const calls = (await readFile(log, 'utf8')).split('\n').filter(isOfNetwork);
  return { code, stderr, calls };
}

/** Calls for the Internet's addresses, and for nscd, which looks up hosts in the name of others. */
const isOfNetwork = (call: string) => /AF_INET6?\b|nscd/.test(call);
