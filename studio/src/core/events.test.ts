import { expect, it } from 'vitest';
import type { StudioEvent } from '../../../src/server/studio/contract/events.ts';
import { followEvents, type EventSurroundings } from './events.ts';

type Source = ReturnType<EventSurroundings['openSource']>;

/** A browser of several tabs: one lock, one channel, and the streams that were opened. */
class FakeBrowser {
  readonly opened: { url: string; source: Source; isClosed: boolean }[] = [];
  private readonly channels = new Set<{ onmessage: ((event: MessageEvent) => unknown) | null }>();
  private lock: Promise<unknown> = Promise.resolve();

  readonly surroundings: EventSurroundings = {
    locks: {
      request: ((_: string, { signal }: LockOptions, work: () => Promise<void>) => {
        const turn = this.lock.then(() => (signal?.aborted ? undefined : work()));
        this.lock = turn;
        return turn;
      }) as LockManager['request'],
    },
    openChannel: () => {
      const channel: ReturnType<EventSurroundings['openChannel']> = {
        onmessage: null,
        postMessage: (data: unknown) => {
          for (const other of this.channels)
            if (other !== channel) other.onmessage?.({ data } as MessageEvent);
        },
        close: () => void this.channels.delete(channel),
      };
      this.channels.add(channel);
      return channel;
    },
    openSource: (url) => {
      const source: Source = {
        onmessage: null,
        onerror: null,
        onopen: null,
        readyState: 0,
        close: () => void (entry.isClosed = true),
      };
      const entry = { url, source, isClosed: false };
      this.opened.push(entry);
      return source;
    },
  };

  /** The server sends an event on the stream that was opened last. */
  send(id: string, event: StudioEvent): void {
    const message = { data: JSON.stringify(event), lastEventId: id };
    this.opened.at(-1)!.source.onmessage?.call({} as EventSource, message as MessageEvent);
  }

  openTab() {
    const events: StudioEvent[] = [];
    const states: boolean[] = [];
    const close = followEvents(
      { onEvent: (event) => events.push(event), onState: (state) => states.push(state) },
      this.surroundings,
    );
    return { events, states, close };
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const removed = (id: string): StudioEvent => ({ type: 'run-removed', id });

it('opens one stream for two tabs, and both get every event', async () => {
  const browser = new FakeBrowser();
  const [first, second] = [browser.openTab(), browser.openTab()];
  await settled();
  browser.send('7', removed('a'));
  expect(browser.opened.map(({ url }) => url)).toEqual(['/api/events']);
  expect(first.events).toEqual([removed('a')]);
  expect(second.events).toEqual([removed('a')]);
});

it('goes on in the next tab after the last event, when the first one closes', async () => {
  const browser = new FakeBrowser();
  const [first, second] = [browser.openTab(), browser.openTab()];
  await settled();
  browser.send('a 7', removed('a'));
  first.close();
  await settled();
  expect(browser.opened[0]!.isClosed).toBe(true);
  expect(browser.opened[1]!.url).toBe('/api/events?since=a%207');
  browser.send('a 8', removed('b'));
  expect(second.events).toEqual([removed('a'), removed('b')]);
  expect(first.events).toEqual([removed('a')]);
});

it('tells all tabs when the server does not answer', async () => {
  const browser = new FakeBrowser();
  const [first, second] = [browser.openTab(), browser.openTab()];
  await settled();
  browser.opened[0]!.source.onerror?.call({} as EventSource, {} as Event);
  expect([first.states, second.states]).toEqual([[false], [false]]);
  first.close();
  second.close();
});

it('opens nothing when the lock comes as the tab closes', async () => {
  const { opened, surroundings } = new FakeBrowser();
  const request = (_: string, __: LockOptions, work: () => Promise<void>) => settled().then(work);
  const handlers = { onEvent: () => undefined, onState: () => undefined };
  followEvents(handlers, { ...surroundings, locks: { request: request as LockManager['request'] } })();
  await settled();
  await settled();
  expect(opened).toEqual([]);
});
