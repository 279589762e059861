// A peer as seen from the bench: a child process that stays alive, takes one command at a time and waits in between.
// It starts, asks and stops; when and how often is decided in take-turns.ts.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { processorSeconds } from './process-usage.ts';
import { parseReply, type Burst, type PeerCommand, type Ready, type Reply } from './protocol.ts';

export interface CommandLine {
  program: string;
  args: string[];
  env: Record<string, string>;
  /** What to say where there is no such program. */
  ifAbsent?: string;
}

/** Something that can be measured in turn with others. */
export interface Peer {
  name: string;
  /** Starts it and waits until it has built its network. Throws PeerUnavailable, as the others do. */
  start(): Promise<Ready>;
  /** Warms it up; resolves to a note on what it chose, perhaps empty. */
  warm(seconds: number): Promise<string>;
  run(seconds: number): Promise<Burst>;
  /** Processor time used so far, or null where it can't be known. */
  processorSeconds(): number | null;
  stop(): Promise<void>;
}

/** The peer can't be measured; the message says why, in one line. */
export class PeerUnavailable extends Error {
  override readonly name = 'PeerUnavailable';
}

/** A peer behind a command line. */
export class PeerProcess implements Peer {
  readonly name: string;
  private readonly commandLine: CommandLine;
  private child: ChildProcessWithoutNullStreams | undefined;
  private lines: AsyncIterator<string> | undefined;
  private complaint = '';

  constructor(name: string, commandLine: CommandLine) {
    this.name = name;
    this.commandLine = commandLine;
  }

  async start(): Promise<Ready> {
    const { program, args, env, ifAbsent } = this.commandLine;
    const child = spawn(program, args, { env: { ...process.env, ...env } });
    this.child = child;
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.on('error', (error) => (this.complaint = ifAbsent ?? error.message));
    child.stdin.on('error', () => undefined); // it died: reading its reply says so
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.remember(text));
    const reply = await this.nextReply();
    if (!('ready' in reply)) throw new PeerUnavailable(`expected "ready", got ${JSON.stringify(reply)}`);
    return reply;
  }

  async warm(seconds: number): Promise<string> {
    const reply = await this.ask({ cmd: 'warm', seconds });
    if (!('warmed' in reply)) throw new PeerUnavailable(`expected "warmed", got ${JSON.stringify(reply)}`);
    return reply.warmed;
  }

  async run(seconds: number): Promise<Burst> {
    const reply = await this.ask({ cmd: 'run', seconds });
    if (!('images' in reply)) throw new PeerUnavailable(`expected a burst, got ${JSON.stringify(reply)}`);
    return reply;
  }

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

  private ask(command: PeerCommand): Promise<Reply> {
    this.child?.stdin.write(`${JSON.stringify(command)}\n`);
    return this.nextReply();
  }

  /** The next line that is a reply; what libraries print in between is passed over. */
  private async nextReply(): Promise<Exclude<Reply, { missing: string } | { failed: string }>> {
    for (;;) {
      const line = await this.lines!.next();
      if (line.done) throw new PeerUnavailable(await this.whyItEnded());
      const reply = parseReply(line.value);
      if (reply === undefined) continue;
      if ('missing' in reply) throw new PeerUnavailable(reply.missing);
      if ('failed' in reply) throw new PeerUnavailable(reply.failed);
      return reply;
    }
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
