// Reads the output of fake training processes, and reports why one failed.
import { expect, test } from 'vitest';
import { PeerUnavailable } from '../line-process.ts';
import type { EpochReport, PeerWork } from './protocol.ts';
import { runTraining } from './run-training.ts';
import { paperRecipe } from './trainers.ts';

const work: PeerWork = {
  folder: 'somewhere',
  validation: [3],
  until: 0.9,
  recipe: paperRecipe,
  seed: 5,
  threads: 1,
};

const ready = `say({ ready: true, versions: { fake: '1' } });`;
const prelude = `
  const say = (message) => console.log(JSON.stringify(message));
  const readWork = () => new Promise((resolve) => process.stdin.once('data', (data) => resolve(JSON.parse(data))));
`;

function run(program: string, onEpoch: (epoch: EpochReport) => void = () => undefined) {
  const args = ['--input-type=module', '-e', prelude + program];
  return runTraining({ program: process.execPath, args, env: {} }, work, onEpoch);
}

test('a training receives its task and reports its epochs between the lines that libraries print', async () => {
  const seen: EpochReport[] = [];
  const trained = await run(
    `console.log('a library says hello');
     ${ready}
     const { seed, validation, recipe } = await readWork();
     say({ epoch: 1, seconds: seed, accuracy: 0.25 });
     say({ epoch: 2, seconds: 2 * seed, accuracy: 0.5 });
     say({ done: true, parameters: recipe.epochs, pictures: validation[0] });
     process.stdin.resume();`,
    (epoch) => seen.push(epoch),
  );
  const epochs = [
    { epoch: 1, seconds: 5, accuracy: 0.25 },
    { epoch: 2, seconds: 10, accuracy: 0.5 },
  ];
  expect(trained).toMatchObject({ epochs, versions: { fake: '1' }, parameters: 10, pictures: 3 });
  expect(trained.startSeconds).toBeGreaterThan(0);
  expect(seen).toEqual(epochs);
});

test.each([
  ['fails', `${ready} say({ failed: 'no such files' }); process.stdin.resume();`, 'no such files'],
  ['dies', `${ready} throw new TypeError('it is broken');`, 'TypeError: it is broken'],
  ['never gets ready', `say({ failed: 'no way' });`, 'expected "ready", got {"failed":"no way"}'],
])('one that %s says why', async (_, program, reason) => {
  await expect(run(program)).rejects.toThrow(new PeerUnavailable(reason));
});
