// The stream of events: one numbered list for all pages. Its end is kept, so that a page whose connection
// broke gets what it missed. Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html
import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { StudioEvent } from './contract/events.ts';

/** How many events are kept for pages that come back. */
const mostKept = 2000;
/** A connection without a word for longer than this could be taken for a dead one. */
const heartbeatMs = 15_000;
/** A page that does not read is let go when so many bytes wait for it; it comes back for the rest. */
const mostWaiting = 8 * 2 ** 20;

/** Numbers events, keeps the last of them, and sends them to all streams. */
export class Events {
  /** Tells the events of this server from those of the one before. */
  private readonly server = randomBytes(4).toString('hex');
  private last = 0;
  private readonly kept: string[] = [];
  private readonly streams = new Set<ServerResponse>();
  private readonly heartbeat = setInterval(() => this.write(':\n\n'), heartbeatMs).unref();

  /** Sends an event to all pages. */
  publish(event: StudioEvent): void {
    this.last++;
    const text = this.textOf(event);
    this.kept.push(text);
    if (this.kept.length > mostKept) this.kept.shift();
    this.write(text);
  }

  /**
   * Begins a stream.
   *
   * @param response an answer whose headers are set
   * @param since the id of the last event that the page has
   */
  open(response: ServerResponse, since: string | undefined): void {
    const missed = since === undefined ? [this.textOf({ type: 'ready' })] : this.after(since);
    response.write(`retry: 1000\n\n${(missed ?? [this.textOf({ type: 'reset' })]).join('')}`);
    this.streams.add(response);
    response.once('close', () => this.streams.delete(response));
  }

  /** Ends all streams. */
  close(): void {
    clearInterval(this.heartbeat);
    for (const stream of this.streams) stream.end();
  }

  /** The events after an id; undefined if they are not kept. */
  private after(id: string): string[] | undefined {
    const [, server, number = ''] = /^([0-9a-f]{8})-(\d{1,15})$/.exec(id) ?? [];
    const missed = this.last - Number(number);
    if (server !== this.server || missed < 0 || missed > this.kept.length) return undefined;
    return missed === 0 ? [] : this.kept.slice(-missed);
  }

  private textOf(event: StudioEvent): string {
    return `id: ${this.server}-${this.last}\ndata: ${JSON.stringify(event)}\n\n`;
  }

  private write(text: string): void {
    for (const stream of this.streams) {
      if (stream.writableLength > mostWaiting) stream.destroy();
      else stream.write(text);
    }
  }
}
