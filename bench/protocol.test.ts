import { afterEach, expect, test, vi } from 'vitest';
import { commandLineOf, peerNames, peersIn, selectPeers, slowPeers } from './peer-list.ts';
import { parseReply, workSchema } from './protocol.ts';

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['a burst', '{"images":128,"seconds":1.5,"peakMemoryMiB":null}'],
  ['readiness', '{"ready":true,"versions":{"torch":"2"},"parameters":null}'],
  ['a failure', '{"failed":"out of memory"}'],
])('%s is a reply', (_, line) => {
  expect(parseReply(line)).toEqual(JSON.parse(line));
});

test.each([
  ['a banner', 'Hi, looks like you are running in Node.js'],
  ['other JSON', '{"level":"info"}'],
  ['broken JSON', '{"images":'],
  ['a burst of nothing', '{"images":0,"seconds":1,"peakMemoryMiB":null}'],
])('%s is not', (_, line) => {
  expect(parseReply(line)).toBeUndefined();
});

test('without a list every peer is measured, Atelier first', () => {
  expect(selectPeers(undefined)).toEqual(peerNames);
  expect(peerNames[0]).toBe('atelier');
});

test('a list is sorted, and always contains Atelier', () => {
  expect(selectPeers('tfjs, pytorch-nchw')).toEqual(['atelier', 'pytorch-nchw', 'tfjs']);
});

test('an unknown peer is bad input', () => {
  expect(() => selectPeers('pytorch')).toThrow(/^--peers: expected names from .*; got 'pytorch'$/);
});

test.each([
  ['train-step', 'paper-cnn', 128, true],
  ['train-step', 'paper-cnn', 32, false],
  ['train-step', 'lenet5', 128, false],
  ['inference', 'paper-cnn', 128, false],
] as const)('%s on %s at %i: slow peers take part: %s', (command, architecture, batchSize, takePart) => {
  const names = peersIn(command, { architecture, batchSize }, peerNames);
  expect(names).toEqual(peerNames.filter((name) => takePart || !slowPeers.includes(name)));
  expect(names[0]).toBe('atelier');
});

const work = { command: 'inference', architecture: 'lenet5', batchSize: 4, threads: 3, seed: 9 } as const;

test.each(peerNames)('%s is started with its work as the last argument', (name) => {
  const given = workSchema.parse(JSON.parse(commandLineOf(name, work).args.at(-1)!));
  expect(given).toMatchObject(work);
});

test('ATELIER_PYTHON replaces the Python of bench/.venv', () => {
  vi.stubEnv('ATELIER_PYTHON', '/opt/python');
  expect(commandLineOf('tensorflow', work)).toMatchObject({
    program: '/opt/python',
    env: { OMP_NUM_THREADS: '3' },
    ifAbsent: "ATELIER_PYTHON: /opt/python can't be run",
  });
});
