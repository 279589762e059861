// A thousand broken requests from a seed: no crash, no defect, no late answer.
import { expect, it } from 'vitest';
import { remoteClassifier } from '../../src/node/remote-classifier.ts';
import { sendFuzzed } from './fuzz.ts';
import { side, smallServer } from './small-server.ts';

it('1,000 requests from a seed are answered in time, without a defect', { timeout: 180_000 }, async () => {
  const server = await smallServer({ requestTimeout: 30 });
  expect(await sendFuzzed(server.url, 1000, 1, 30_000)).toEqual([]);
  const remote = await remoteClassifier(`${server.url}/v2/models/small`);
  expect(await remote.predict(new Uint8Array(side * side))).toHaveLength(3);
  await server.stop();
});
