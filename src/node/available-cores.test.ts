// The cores of a container, and the owner of a port.
import { createServer } from 'node:net';
import { once } from 'node:events';
import { platform } from 'node:os';
import { expect, it } from 'vitest';
import { availableCores, coresOf } from './available-cores.ts';
import { portOwner } from './port-owner.ts';

it.each([
  ['150000 100000', 2],
  ['50000 100000', 1],
  ['max 100000', Infinity],
  ['-1 100000', Infinity],
  [' ', Infinity],
])('the quota %j is %d cores', (quota, cores) => {
  expect(coresOf(quota)).toBe(cores);
});

it('there is at least one core', async () => {
  expect(await availableCores()).toBeGreaterThanOrEqual(1);
});

it.runIf(platform() === 'linux')('names the process that listens on a port', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  expect(await portOwner(port)).toMatch(new RegExp(`\\(process ${process.pid}\\)$`));
  server.close();
  await once(server, 'close');
  expect(await portOwner(port)).toBeUndefined();
});
