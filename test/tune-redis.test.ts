// A study on a Redis server that is killed in the middle of a trial: training goes on, and nothing is lost or
// told twice.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { atelier, lines } from './testing/atelier.ts';
import { smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';
import { start } from './testing/process.ts';
import { lacksRedis, openRedis, type RedisServer } from './testing/redis.ts';

describe.skipIf(lacksRedis)('a study on Redis', async () => {
  const folder = await temporaryFolder();
  const data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
  const runs = join(folder, 'runs');
  const file = join(folder, 'space.yaml');
  const space = {
    base: {
      ...{ data, epochs: 6, threads: 1 },
      architecture: { name: 'line', layers: [{ type: 'flatten' }, { type: 'dense', units: 'classes' }] },
    },
    batchSize: { choice: [1, 2, 3, 4], default: 1 },
  };
  await writeFile(file, JSON.stringify(space));
  await mkdir(join(folder, 'redis'));
  let redis: RedisServer | undefined;
  afterAll(() => redis?.kill());

  it('outlives the server', { timeout: 120_000 }, async () => {
    redis = await openRedis(join(folder, 'redis'));
    const command = ['tune', file, '--out', runs, '--trials', '2', '--storage', redis.address];
    const running = start(command);
    await running.saysOnError('epoch 2/');
    await redis.kill();
    await running.saysOnError('epoch 3/'); // training goes on
    await redis.start();
    const { code, stderr } = await running.result;
    expect(code, stderr).toBe(0);
    const { stdout } = await atelier('tune', 'show', redis.address, '--study', 'space', '--json');
    const { trials } = JSON.parse(stdout) as { trials: { state: string }[] };
    expect(trials.map(({ state }) => state)).toEqual(['complete', 'complete']);
    const operations = (await journalOf(redis.address)).map((text) => JSON.parse(text) as { op_code: number; trial_id?: number; step?: number }); // prettier-ignore
    const told = operations.filter((one) => one.op_code === 7).map((one) => `${one.trial_id}:${one.step}`);
    expect(told.sort()).toEqual(
      [0, 1].flatMap((trial) => Array.from({ length: 6 }, (_, i) => `${trial}:${i + 1}`)).sort(),
    );
  });

  it('that does not answer at first is one line', async () => {
    await redis!.kill();
    await setTimeout(50);
    const { code, stderr } = await atelier('tune', 'show', redis!.address);
    expect(code).toBe(2);
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toContain('the Redis server does not answer');
  });
});

/** All operations of the journal, as text. */
async function journalOf(address: string): Promise<string[]> {
  const { createClient } = await import('redis');
  const client = createClient({ url: address });
  await client.connect();
  try {
    const last = Number(await client.get(':log_number'));
    return (await client.mGet(Array.from({ length: last + 1 }, (_, i) => `:log:${i}`))).map(String);
  } finally {
    await client.close();
  }
}
