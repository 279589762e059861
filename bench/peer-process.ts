// A peer as a child process that stays alive, runs one command at a time, and waits in between. take-turns.ts
// decides when and how often it is measured.
import { LineProcess, PeerUnavailable, type CommandLine } from './line-process.ts';
import { parseReply, type Burst, type PeerCommand, type Ready, type Reply } from './protocol.ts';

export { PeerUnavailable, type CommandLine } from './line-process.ts';

/** Something that can be measured in turn with others. */
export interface Peer {
  name: string;
  /** Starts it and waits until it has built its network. Throws PeerUnavailable, like the other methods. */
  start(): Promise<Ready>;
  /** Warms it up. Resolves to a note on the variant that it chose; the note may be empty. */
  warm(seconds: number): Promise<string>;
  run(seconds: number): Promise<Burst>;
  /** The processor time used so far; null if unknown. */
  processorSeconds(): number | null;
  stop(): Promise<void>;
}

/** A peer that a command line starts. */
export class PeerProcess implements Peer {
  readonly name: string;
  private readonly process: LineProcess;

  constructor(name: string, commandLine: CommandLine) {
    this.name = name;
    this.process = new LineProcess(commandLine);
  }

  async start(): Promise<Ready> {
    this.process.start();
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
    return this.process.processorSeconds();
  }

  stop(): Promise<void> {
    return this.process.stop();
  }

  private ask(command: PeerCommand): Promise<Reply> {
    this.process.send(command);
    return this.nextReply();
  }

  private async nextReply(): Promise<Exclude<Reply, { missing: string } | { failed: string }>> {
    const reply = await this.process.next(parseReply);
    if ('missing' in reply) throw new PeerUnavailable(reply.missing);
    if ('failed' in reply) throw new PeerUnavailable(reply.failed);
    return reply;
  }
}
