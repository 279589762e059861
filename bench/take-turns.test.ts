import { expect, test } from 'vitest';
import { PeerUnavailable, type Peer } from './peer-process.ts';
import { rotated, takeTurns } from './take-turns.ts';

const options = { repetitions: 3, seconds: 1, slow: [], parameters: 10, progress: () => undefined };

/** A peer without a process, which writes down what it is asked. */
function scripted(name: string, log: string[], overrides: Partial<Peer> = {}): Peer {
  const note = (what: string) => void log.push(`${name} ${what}`);
  return {
    name,
    start: () => Promise.resolve(note('start')).then(() => ({ ready: true, versions: {}, parameters: 10 })),
    warm: () => Promise.resolve(note('warm')).then(() => `${name}'s choice`),
    run: () => Promise.resolve(note('run')).then(() => ({ images: 100, seconds: 2, peakMemoryMiB: 5 })),
    processorSeconds: () => null,
    stop: () => Promise.resolve(),
    ...overrides,
  };
}

test('after all peers have warmed up, every repetition asks each of them once, in a new order', async () => {
  const log: string[] = [];
  const peers = ['a', 'b', 'c'].map((name) => scripted(name, log));
  const { measurements, missing } = await takeTurns(peers, options);
  expect(log.slice(0, 6)).toEqual(['a start', 'a warm', 'b start', 'b warm', 'c start', 'c warm']);
  expect(log.slice(6).map((entry) => entry[0])).toEqual([...'abc', ...'bca', ...'cab']);
  expect(measurements.map(({ name, note, bursts }) => [name, note, bursts.length])).toEqual([
    ['a', "a's choice", 3],
    ['b', "b's choice", 3],
    ['c', "c's choice", 3],
  ]);
  expect(missing).toEqual([]);
});

test.each<[string, Partial<Peer>, string]>([
  ['cannot start', { start: () => Promise.reject(new PeerUnavailable('no module')) }, 'no module'],
  ['dies in a repetition', { run: () => Promise.reject(new PeerUnavailable('killed')) }, 'killed'],
  [
    'has another network',
    { start: () => Promise.resolve({ ready: true, versions: {}, parameters: 11 }) },
    'its network is different: expected 10 parameters, got 11',
  ],
])('a peer that %s is stopped and missing, and the others go on', async (_, overrides, reason) => {
  const log: string[] = [];
  const stop = () => Promise.resolve(void log.push('b stop'));
  const peers = [scripted('a', log), scripted('b', log, { ...overrides, stop }), scripted('c', log)];
  const { measurements, missing } = await takeTurns(peers, options);
  expect(measurements.map(({ name, bursts }) => [name, bursts.length])).toEqual([
    ['a', 3],
    ['c', 3],
  ]);
  expect(missing).toEqual([{ name: 'b', reason }]);
  expect(log).toContain('b stop');
});

test('a slow peer takes only the first turn, and its note says so', async () => {
  const log: string[] = [];
  const peers = ['a', 'slow'].map((name) => scripted(name, log));
  const { measurements } = await takeTurns(peers, { ...options, slow: ['slow'] });
  expect(log.slice(4)).toEqual(['a run', 'slow run', 'a run', 'a run']);
  expect(measurements.map(({ note, bursts }) => [note, bursts.length])).toEqual([
    ["a's choice", 3],
    ["slow's choice, one repetition", 1],
  ]);
});

test('a peer that cannot count its parameters is accepted', async () => {
  const start = () => Promise.resolve({ ready: true as const, versions: {} });
  const { measurements } = await takeTurns([scripted('a', [], { start })], options);
  expect(measurements).toHaveLength(1);
});

test('a defect of the bench is not reported as a missing peer, and still stops every peer', async () => {
  const stopped: string[] = [];
  const stop = () => Promise.resolve(void stopped.push('a'));
  const run = () => Promise.reject(new TypeError('defect'));
  await expect(takeTurns([scripted('a', [], { run, stop })], options)).rejects.toThrow('defect');
  expect(stopped).toEqual(['a']);
});

test('rotated turns a list left and keeps its members', () => {
  expect(rotated([1, 2, 3], 4)).toEqual([2, 3, 1]);
  expect(rotated([], 4)).toEqual([]);
});

test('the load of other programs is reported only if the use of the peers is known', async () => {
  expect((await takeTurns([scripted('a', [])], options)).othersCores).toBeNull();
  /** The cores of others, beside a peer that uses so many more seconds each time that it is asked. */
  const besides = async (seconds: number) => {
    let used = 0;
    const processorSeconds = () => (used += seconds);
    return (await takeTurns([scripted('a', [], { processorSeconds })], options)).othersCores;
  };
  // What the peer used goes off what the machine did: far more than it can have done leaves nobody else.
  expect(await besides(1e6)).toBe(0);
  expect(await besides(-1e6)).toBeGreaterThan(1e4);
});
