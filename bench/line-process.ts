// A child process that communicates in lines: it is started, read from, written to and stopped. The end of
// its standard error is kept to explain why it ended. Only the users of this class know what the lines mean.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { processorSeconds } from './process-usage.ts';

export interface CommandLine {
  program: string;
  args: string[];
  env: Record<string, string>;
  /** The folder in which it runs; the current one if left out. */
  cwd?: string;
  /** The message if there is no such program. */
  ifAbsent?: string;
}

/** The process can't be measured; the message says why, in one line. */
export class PeerUnavailable extends Error {
  override readonly name = 'PeerUnavailable';
}

/** A process behind a command line. */
export class LineProcess {
  private readonly commandLine: CommandLine;
  private child: ChildProcessWithoutNullStreams | undefined;
  private lines: AsyncIterator<string> | undefined;
  private complaint = '';

  constructor(commandLine: CommandLine) {
    this.commandLine = commandLine;
  }

  start(): void {
    const { program, args, env, cwd, ifAbsent } = this.commandLine;
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env } });
    this.child = child;
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.on('error', (error) => (this.complaint = ifAbsent ?? error.message));
    child.stdin.on('error', () => undefined); // it died; the next read reports it
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.remember(text));
  }

  /** Writes one line of JSON. */
  send(message: unknown): void {
    this.child?.stdin.write(`${JSON.stringify(message)}\n`);
  }

  /**
   * Returns the first line that `parse` accepts, as parsed. Lines that libraries print in between are
   * skipped.
   *
   * @throws PeerUnavailable with the reason if the process has ended
   */
  async next<T>(parse: (line: string) => T | undefined): Promise<T> {
    for (;;) {
      const line = await this.lines!.next();
      if (line.done) throw new PeerUnavailable(await this.whyItEnded());
      const message = parse(line.value);
      if (message !== undefined) return message;
    }
  }

  /** The processor time used so far; null if unknown. */
  processorSeconds(): number | null {
    return this.child?.pid === undefined ? null : processorSeconds(this.child.pid);
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.kill();
    await closed;
  }

  private async whyItEnded(): Promise<string> {
    const child = this.child!;
    // Standard error may still contain the reason after standard output has ended.
    if (child.pid !== undefined && !child.stderr.closed)
      await new Promise((done) => child.once('close', done));
    const lines = this.complaint.trim().split('\n');
    // Node prints its version after the stack of an error; Python prints the error after the stack.
    const reason = lines.findLast((line) => /^[\w.]*Error\b/.test(line)) ?? lines.at(-1);
    return reason || `the process ended with ${child.signalCode ?? `exit code ${child.exitCode}`}`;
  }

  private remember(text: string): void {
    this.complaint = (this.complaint + text).slice(-4000);
  }
}
