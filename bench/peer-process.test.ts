import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { PeerProcess, PeerUnavailable, type CommandLine } from './peer-process.ts';
import type { Work } from './protocol.ts';

const fakePeer = fileURLToPath(new URL('./testing/fake-peer.ts', import.meta.url));
let peer: PeerProcess;

afterEach(() => peer.stop());

function fake(variant: string): PeerProcess {
  const work: Work = {
    command: 'train-step',
    architecture: 'lenet5',
    batchSize: 8,
    threads: 1,
    seed: 1,
    variant,
  };
  const args = ['--import', 'tsx', fakePeer, JSON.stringify(work)];
  return (peer = new PeerProcess('fake', { program: process.execPath, args, env: {} }));
}

test('a peer starts, warms up and runs the requested number of times', async () => {
  const good = fake('good');
  expect(await good.start()).toEqual({ ready: true, versions: { fake: '1.0' }, parameters: 8 });
  expect(await good.warm(0.001)).toBe('made up');
  for (let turn = 0; turn < 2; turn++) {
    const burst = await good.run(0.001);
    expect(burst.images % 8).toBe(0);
    expect(burst.seconds).toBeGreaterThan(0);
  }
});

test.skipIf(process.platform !== 'linux')('on Linux its memory and processor time are known', async () => {
  const good = fake('good');
  await good.start();
  expect((await good.run(0.001)).peakMemoryMiB).toBeGreaterThan(1);
  expect(good.processorSeconds()).toBeGreaterThan(0);
});

test('a peer that cannot be built says why', async () => {
  await expect(fake('absent').start()).rejects.toThrow(new PeerUnavailable('no such framework'));
});

test('a peer that dies is reported with its error, not with the last line of its stack', async () => {
  const crashing = fake('crashing');
  await crashing.start();
  await crashing.warm(0.001);
  await expect(crashing.run(0.001)).rejects.toThrow(new PeerUnavailable('TypeError: the step is broken'));
});

test.each<[string, Partial<CommandLine>, RegExp]>([
  ['its own reason', {}, /ENOENT/],
  ['the reason that was given for it', { ifAbsent: 'run setup first' }, /^run setup first$/],
])('a program that does not exist is reported with %s', async (_, more, reason) => {
  peer = new PeerProcess('fake', { program: '/nonexistent/python', args: [], env: {}, ...more });
  await expect(peer.start()).rejects.toThrow(reason);
});

test('stopping twice, or before starting, does nothing', async () => {
  const good = fake('good');
  await good.stop();
  await good.start();
  await good.stop();
  await good.stop();
  await expect(good.run(0.001)).rejects.toThrow(PeerUnavailable);
});
