// Watches the network system calls of a program with strace. If strace is missing or not permitted, tests
// that need it are skipped.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

export const canTrace = spawnSync('strace', ['-f', '-e', 'trace=network', 'true']).status === 0;

export interface Traced {
  readonly code: number | null;
  readonly stderr: string;
  /** The calls that look up a host or open a connection, in order. */
  readonly calls: string[];
}

export interface TraceOptions {
  readonly cwd: string;
  /** The complete environment of the program. */
  readonly env: Readonly<Record<string, string>>;
  /** Where strace writes its list of calls. */
  readonly log: string;
  /** The time after which the program is asked to stop, as by Ctrl-C; by default it runs to the end. */
  readonly stopAfterMs?: number | undefined;
}

/** Runs Node under strace. */
export async function traceNode(args: readonly string[], options: TraceOptions): Promise<Traced> {
  const { cwd, env, log, stopAfterMs } = options;
  const watching = ['-f', '-qq', '-e', 'trace=network', '-e', 'signal=none', '-o', log];
  const child = spawn('strace', [...watching, process.execPath, ...args], {
    cwd,
    env,
    detached: true, // a separate process group, to stop the program together with strace
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

/** Whether a call uses Internet addresses, or nscd, which looks up hosts for other programs. */
const isOfNetwork = (call: string) => /AF_INET6?\b|nscd/.test(call);
