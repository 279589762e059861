// The numbered list of events: what a page gets that comes back, and what happens to one that does not read.
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { Events } from './events.ts';

/** An answer that keeps what is written to it. */
class FakeResponse extends EventEmitter {
  text = '';
  isEnded = false;
  isDestroyed = false;
  writableLength = 0;
  write(text: string): void {
    this.text += text;
  }
  end(): void {
    this.isEnded = true;
  }
  destroy(): void {
    this.isDestroyed = true;
    this.emit('close');
  }
  /** The types of the events, and the id of the last one. */
  get types(): string[] {
    return [...this.text.matchAll(/^data: (.*)$/gm)].map(
      ([, data]) => (JSON.parse(data!) as { type: string }).type,
    );
  }
  get lastId(): string {
    return [...this.text.matchAll(/^id: (.*)$/gm)].at(-1)![1]!;
  }
}

const opened: Events[] = [];
afterEach(() => {
  for (const events of opened.splice(0)) events.close();
});
function makeEvents(): Events {
  const events = new Events();
  opened.push(events);
  return events;
}
function openPage(events: Events, since?: string): FakeResponse {
  const response = new FakeResponse();
  events.open(response as unknown as ServerResponse, since);
  return response;
}
const publish = (events: Events, id: string) => events.publish({ type: 'run-removed', id });

it('a new page gets `ready` and then every event, each with the next id', () => {
  const events = makeEvents();
  const page = openPage(events);
  const first = page.lastId;
  publish(events, 'a');
  publish(events, 'b');
  expect(page.types).toEqual(['ready', 'run-removed', 'run-removed']);
  expect([first, page.lastId].map((id) => Number(id.split('-')[1]))).toEqual([0, 2]);
});

describe('a page that comes back', () => {
  it('gets exactly what it missed', () => {
    const events = makeEvents();
    const away = openPage(events);
    publish(events, 'seen');
    const since = away.lastId;
    publish(events, 'missed');
    expect(openPage(events, since).text).toContain('"missed"');
    expect(openPage(events, since).text).not.toContain('"seen"');
    expect(openPage(events, openPage(events, since).lastId).types).toEqual([]);
  });

  it('asks anew after the id of another server, an id to come, and one that is no longer kept', () => {
    const events = makeEvents();
    const { lastId } = openPage(events);
    const server = lastId.split('-')[0]!;
    for (const since of [openPage(makeEvents()).lastId, `${server}-1`, `${server}-`, 'x', ''])
      expect(openPage(events, since).types).toEqual(['reset']);
    for (let i = 0; i <= 2000; i++) publish(events, String(i));
    expect(openPage(events, lastId).types).toEqual(['reset']);
    expect(openPage(events, `${server}-1`).types).toHaveLength(2000);
  });
});

it('a page that has gone gets nothing more, and one that does not read is let go', () => {
  const events = makeEvents();
  const [gone, slow] = [openPage(events), openPage(events)];
  gone.emit('close');
  slow.writableLength = 9 * 2 ** 20;
  publish(events, 'a');
  expect(gone.types).toEqual(['ready']);
  expect([slow.types, slow.isDestroyed]).toEqual([['ready'], true]);
});

it('all streams end with it', () => {
  const events = makeEvents();
  const page = openPage(events);
  events.close();
  expect(page.isEnded).toBe(true);
});
