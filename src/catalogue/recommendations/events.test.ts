// Tables of events: times by another route, headings in any order, and each error with its line.
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { parseEventTime } from './event-time.ts';
import { eventsByUser, formatEvents, parseEvents } from './events.ts';

const read = (text: string, options = {}) => parseEvents(text, 'events.csv', options);

describe('parseEventTime', () => {
  it.each([
    ['2026-05-01', '2026-05-01T00:00:00.000Z'],
    ['2026-05-01T12:30', '2026-05-01T12:30:00.000Z'],
    ['2026-05-01 12:30:15', '2026-05-01T12:30:15.000Z'],
    ['2026-05-01T12:30:15.25Z', '2026-05-01T12:30:15.250Z'],
    ['2026-05-01T12:30:15+02:00', '2026-05-01T10:30:15.000Z'],
    ['2026-05-01T12:30:15-0330', '2026-05-01T16:00:15.000Z'],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
    ['0', '1970-01-01T00:00:00.000Z'],
    ['1777593600', '2026-05-01T00:00:00.000Z'],
    ['1777593600.5', '2026-05-01T00:00:00.500Z'],
    ['1777593600000', '2026-05-01T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(new Date(parseEventTime(text)!).toISOString()).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '2026-02-30',
    '2026-13-01',
    '2026-05-01T24:00',
    '1969-12-31',
    '-5',
    '1e9',
    '1e400',
  ])('does not read %j', (text) => {
    expect(parseEventTime(text)).toBeUndefined();
  });

  it('does not read numbers after the year 9999', () => {
    expect(parseEventTime('253402300799999')).toBe(Date.UTC(9999, 11, 31, 23, 59, 59, 999));
    expect(parseEventTime('253402300800000')).toBeUndefined();
  });
});

describe('parseEvents', () => {
  it('takes the columns in any order and sorts by time', () => {
    const { events, notices } = read('Time;event;ITEM;user;page\n20;Purchase;hat;ann;3\n10;view;bag;bob;4\n');
    expect(events).toEqual([
      { user: 'bob', item: 'bag', event: 'view', time: 10_000, weight: 1 },
      { user: 'ann', item: 'hat', event: 'purchase', time: 20_000, weight: 5 },
    ]);
    expect(notices).toEqual([]);
  });

  it('takes events without a kind as views, and keeps the order of one moment', () => {
    const { events } = read('user,item,time\na,x,5\na,y,5\na,z,4\n');
    expect(events.map(({ item, event }) => `${item} ${event}`)).toEqual(['z view', 'x view', 'y view']);
    expect(read('user,item,event,time\na,x,,5\n').events[0]).toMatchObject({ event: 'view', weight: 1 });
  });

  it('says which events have no weight, also for names that every object has', () => {
    const { events, notices } = read('user,item,event,time\na,x,wish,1\na,x,constructor,2\na,x,cart,3\n');
    expect(events.map(({ weight }) => weight)).toEqual([1, 1, 3]);
    expect(notices).toEqual([
      "events.csv: 'wish', 'constructor': weight 1; known weights: view 1, click 1, cart 3, purchase 5",
    ]);
    expect(read('user,item,event,time\na,x,wish,1\n', { weights: { wish: 2 } })).toMatchObject({
      events: [{ weight: 2 }],
      notices: [],
    });
  });

  it('counts and leaves out items that are not in the catalogue', () => {
    const text = 'user,item,time\na,x,1\na,gone,2\nb,gone,3\nb,lost,4\n';
    const { events, unknownItems, notices } = read(text, { isItem: (key: string) => key === 'x' });
    expect(events).toHaveLength(1);
    expect(unknownItems).toBe(3);
    expect(notices).toEqual([
      "events.csv: left out 3 events of items that are not in the catalogue: 'gone', 'lost'",
    ]);
  });

  it('counts and tells events that say that they are made up', () => {
    const { events } = read('user,item,time\na,x,1\nb,y,2\n');
    const { syntheticEvents, notices } = read(formatEvents(events, { isSynthetic: true }));
    expect(syntheticEvents).toBe(2);
    expect(notices).toEqual(['events.csv: 2 events are synthetic, not of real people']);
    expect(read('user,item,time,origin\na,x,1,app\nb,y,2,synthetic\n').syntheticEvents).toBe(1);
    expect(read('user,item,time\na,x,1\n').syntheticEvents).toBe(0);
  });

  it.each([
    ['', 'events.csv: expected the columns user, item, event and time, got nothing'],
    ['user,time\n', "events.csv, line 1: expected one column 'item', got 'user', 'time'"],
    [
      'user,item,item,time\n',
      "events.csv, line 1: expected one column 'item', got 'user', 'item', 'item', 'time'",
    ],
    ['user,item,time\n\na,x\n', 'events.csv, line 3: expected 3 cells, got 2'],
    ['user,item,time\na,x,1\n ,x,2\n', 'events.csv, line 3: user: expected a name, got an empty cell'],
    ['user,item,time\na,,2\n', 'events.csv, line 2: item: expected a name, got an empty cell'],
    [
      `user,item,time\na,${'x'.repeat(513)},2\n`,
      'events.csv, line 2: item: expected at most 512 characters, got 513',
    ],
    [
      'user,item,time\na,x,soon\n',
      "events.csv, line 2: time: expected a time such as 2026-05-01T12:30:00Z, or seconds or milliseconds since 1970, got 'soon'",
    ],
  ])('refuses %j', (text, message) => {
    expect(() => read(text)).toThrow(new InputError(message));
  });

  it('reads what formatEvents writes', () => {
    const { events } = read('user,item,event,time\n"a, ""b""",x;1,view,1.5\nc,y,cart,2026-01-01\n');
    expect(read(formatEvents(events)).events).toEqual(events);
  });
});

it('eventsByUser keeps the order of each user', () => {
  const { events } = read('user,item,time\na,x,1\nb,y,2\na,z,3\n');
  expect(Array.from(eventsByUser(events), ([user, own]) => [user, own.map(({ item }) => item)])).toEqual([
    ['a', ['x', 'z']],
    ['b', ['y']],
  ]);
});
