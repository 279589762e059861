// A child process that is talked to in lines: started, read from, written to, stopped. It keeps the end of
// what the process complains of, to say why it ended. What the lines mean is for its users to know.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { processorSeconds } from './process-usage.ts';

export interface CommandLine {
  program: string;
  args: string[];
  env: Record<string, string>;
  /** What to say where there is no such program. */
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
    const { program, args, env, ifAbsent } = this.commandLine;
    const child = spawn(program, args, { env: { ...process.env, ...env } });
    this.child = child;
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.on('error', (error) => (this.complaint = ifAbsent ?? error.message));
    child.stdin.on('error', () => undefined); // it died: reading its reply says so
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.remember(text));
  }

  /** Writes one line of JSON. */
  send(message: unknown): void {
    this.child?.stdin.write(`${JSON.stringify(message)}\n`);
  }

  /**
   * What `parse` makes of the next line of which it makes anything; what libraries print in between is passed
   * over.
   *
   * @throws PeerUnavailable where the process has ended, with the reason
   */
  async next<T>(parse: (line: string) => T | undefined): Promise<T> {
    for (;;) {
      const line = await this.lines!.next();
      if (line.done) throw new PeerUnavailable(await this.whyItEnded());
      const message = parse(line.value);
      if (message !== undefined) return message;
    }
  }

  /** Processor time used so far, or null where it can't be known. */
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
    // Standard error may still hold the reason when standard output has ended.
    if (child.pid !== undefined && !child.stderr.closed)
      await new Promise((done) => child.once('close', done));
    const lines = this.complaint.trim().split('\n');
    // Node prints its version after the stack of an error, Python the error after it.
    const reason = lines.findLast((line) => /^[\w.]*Error\b/.test(line)) ?? lines.at(-1);
    return reason || `ended with code ${child.exitCode ?? child.signalCode}`;
  }

  private remember(text: string): void {
    this.complaint = (this.complaint + text).slice(-4000);
  }
}
