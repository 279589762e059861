// The models that the studio offers: of the package, of the folders that were named, and of runs.
import { copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lenet5 } from '../../src/architectures/index.ts';
import { sketches } from '../../src/data/sketches.ts';
import { embeddingName, openEmbeddingProgram } from '../../src/nn/embedding-program.ts';
import { modelList } from '../../src/server/studio/contract/models.ts';
import { nearestAnswer, type NearestAnswer } from '../../src/server/studio/contract/nearest.ts';
import { fit } from '../../src/training/fit.ts';
import { drawValidation, withValidation } from '../../src/training/validation-split.ts';
import { temporaryFolder } from '../testing/folders.ts';
import { openTestStudio, writeRun } from './studio-server.ts';

const folder = await temporaryFolder();
const models = join(folder, 'nets');
await mkdir(models);
await copyFile('models/pocket.onnx', join(models, 'mine.onnx'));
await writeFile(join(models, 'broken.onnx'), 'no model');
await writeFile(join(models, 'notes.txt'), 'no model either');
await writeFile(join(folder, 'secret.onnx'), 'outside');
await symlink(join(folder, 'secret.onnx'), join(models, 'link.onnx'));
await writeRun(join(folder, 'runs/first'));
const studio = await openTestStudio(folder, { models: [models] });
afterAll(() => studio.stop());

const list = async () => modelList.parse(await studio.get('/api/models'));

it('lists released models, those of folders with their cards, and runs', async () => {
  const found = await list();
  expect(found[0]).toMatchObject({ id: 'atelier', kind: 'released', argument: 'atelier' });
  expect(found.at(-1)).toMatchObject({ id: 'first', kind: 'run' });
  const own = found.filter(({ kind }) => kind === 'folder');
  expect(own.map(({ name }) => name)).toEqual(['broken', 'mine']);
  expect(own[1]).toMatchObject({ argument: join(models, 'mine.onnx'), card: { data: 'fashion-mnist' } });
  expect(own[1]!.card!.classNames).toHaveLength(10);
  expect(own[0]!.card).toBeUndefined();
});

it('has their bytes, and those of nothing else', async () => {
  const mine = (await list()).find(({ name }) => name === 'mine')!;
  const file = await studio.send('HEAD', `/api/models/${mine.id}/file`);
  expect([file.status, Number(file.headers['content-length'])]).toEqual([200, mine.bytes]);
  for (const id of ['secret', 'link', mine.id.replace('mine', 'link'), 'nets'])
    expect((await studio.send('GET', `/api/models/${id}/file`)).status).toBe(404);
});

describe('the nearest training pictures', () => {
  const ask = async (name: string, embedding: readonly number[]) => {
    const { id } = (await list()).find((model) => model.name === name)!;
    return studio.send('POST', `/api/models/${id}/nearest`, { embedding, count: 3 });
  };
  /** Asks until the model has looked at its training pictures. */
  const found = async (embedding: readonly number[]): Promise<NearestAnswer & { isReady: true }> => {
    for (;;) {
      const answer = nearestAnswer.parse(JSON.parse((await ask('drawn', embedding)).text));
      if (answer.isReady) return answer;
      expect(answer.done).toBeLessThanOrEqual(answer.total);
    }
  };

  it('of one of them is itself', { timeout: 120_000 }, async () => {
    const data = sketches({ train: 200, test: 10 }).train;
    const { best } = await fit(lenet5(10), { data, epochs: 1, batchSize: 32, threads: 1, seed: 3 });
    await writeFile(join(models, 'drawn.onnx'), best);
    const { train } = withValidation(sketches(), 3);
    const at = 1234;
    const inData = drawValidation(sketches().train, 3).train[at]!;
    expect(inData).not.toBe(at); // some of the pictures before it validate
    const picture = train.images.subarray(at * 784, (at + 1) * 784);
    const { program } = await openEmbeddingProgram(best, 'drawn', { threads: 1 });
    const embedding = Array.from((await program.run(picture))[embeddingName]!);
    await program.dispose();
    const { neighbours, total, dataId } = await found(embedding);
    expect([total, neighbours.length, dataId]).toEqual([train.count, 3, 'sketches']);
    const [first, second] = neighbours;
    expect(first).toMatchObject({ index: inData, label: train.classNames[train.labels[at]!] });
    expect(first!.similarity).toBeCloseTo(1, 4);
    expect(second!.similarity).toBeLessThanOrEqual(first!.similarity);
    expect(new Uint8Array(Buffer.from(first!.pixels, 'base64'))).toEqual(picture);
    const short = await ask('drawn', [1, 0]);
    expect([short.status, short.text]).toEqual([
      400,
      expect.stringMatching(/embedding: expected \d+ numbers, got 2/),
    ]);
  });

  it('of a model whose data are not known here are refused in one line', async () => {
    const answer = await ask('broken', [1]);
    expect(answer.status).toBe(400);
    expect(answer.text).toMatch(/not an ONNX model/);
  });
});

it('follows the folder while it runs', async () => {
  await rm(join(models, 'mine.onnx'));
  expect((await list()).map(({ name }) => name)).not.toContain('mine');
});
