// The page's models, in Node: equal to what the program says of the same pictures.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sketches } from '../../../src/data/sketches.ts';
import { InputError } from '../../../src/errors.ts';
import { fitImage } from '../../../src/node/pictures/fit.ts';
import { openClassifier } from '../../../src/nn/classifier.ts';
import { remote, serve } from './calls.ts';
import { foreignFile, foreignFileInTwo } from '../../../src/nn/foreign/testing/foreign-files.ts';
import { sha256OfModel } from '../../../src/node/foreign/external-data.ts';
import { describedModel } from './described-model.ts';
import { onlyOn } from './placement.ts';
import { openPageModel, targetOf, type PageModel } from './page-model.ts';
import { servedModels, type Served } from './served.ts';

const cpu = { device: 'cpu', threads: 1 } as const;
const { test } = sketches({ train: 10, test: 10 });
const pictures = test.images.subarray(0, 4 * 784);

let bytes: Uint8Array;
let model: PageModel;
beforeAll(async () => {
  bytes = new Uint8Array(await readFile('models/pocket.onnx'));
  model = await openPageModel(bytes, 'pocket.onnx', {}, onlyOn(cpu));
});
afterAll(() => model.close());

/** A drawing: a dark shirt on a white ground, larger than the network's pictures. */
function drawing(side: number) {
  const data = new Uint8Array(side * side * 4).fill(255);
  for (let y = Math.floor(side / 4); y < (3 * side) / 4; y++)
    for (let x = Math.floor(side / 3); x < (2 * side) / 3; x++)
      data.fill(x % 7 < 3 ? 30 : 80, 4 * (y * side + x), 4 * (y * side + x) + 3);
  return { width: side, height: side, channels: 4, data };
}

describe('a model in the page', () => {
  it('says of pictures what the program says', async () => {
    const program = await openClassifier(bytes, 'pocket', cpu);
    const { probabilities, novelty } = await program.classify(pictures);
    await program.dispose();
    const seen = await model.classify(pictures);
    expect(seen).toHaveLength(4);
    seen.forEach((one, i) => {
      expect(one.pixels).toEqual(pictures.subarray(i * 784, (i + 1) * 784));
      one.probabilities.forEach((value, k) => expect(value).toBeCloseTo(probabilities[10 * i + k]!, 5));
      expect(one.novelty).toBeCloseTo(novelty![i]!, 5);
      expect(Math.hypot(...one.embedding!)).toBeCloseTo(1, 4);
    });
  });

  it('fits a drawing as the program does', async () => {
    const { pixels } = await model.look(drawing(280));
    const expected = await fitImage(drawing(280), targetOf(model.facts.card));
    pixels.forEach((level, i) => expect(Math.abs(level - expected[i]!)).toBeLessThanOrEqual(2));
    expect(Math.max(...pixels.subarray(13 * 28, 14 * 28))).toBeGreaterThan(150);
    expect(pixels[0]).toBe(0);
  });

  it('explains and shows features by layer', async () => {
    const one = pictures.subarray(0, 784);
    expect(model.facts.methods).toContain('grad-cam');
    const { maps, targets } = await model.explain(one, { method: 'grad-cam', target: 3 });
    expect([maps.length, ...targets]).toEqual([784, 3]);
    const name = model.facts.mapLayer!;
    const { channels, height, width, values } = await model.features(one, name);
    expect(values).toHaveLength(channels * height * width);
    expect(model.facts.layers.map((layer) => layer.name)).toContain(name);
  });

  it('refuses what is no model in one line', async () => {
    await expect(openPageModel(Uint8Array.of(1, 2, 3), 'a.onnx', {}, onlyOn(cpu))).rejects.toThrow(
      InputError,
    );
  });
});

describe('a model whose weights are in a second file', () => {
  const { model: first, weights } = foreignFileInTwo('theirs.onnx.data');

  it('says what it says in one file, and remembers both', async () => {
    const beside = { 'theirs.onnx.data': new Blob([new Uint8Array(weights)]), other: new Blob(['x']) };
    const [whole, inTwo] = [
      await openPageModel(foreignFile(), 'theirs.onnx', {}, onlyOn(cpu)),
      await openPageModel(first, 'theirs.onnx', { beside }, onlyOn(cpu)),
    ];
    const pixels = Uint8Array.from({ length: 3 * 36 }, (_, i) => (31 * i) % 256);
    const [expected, seen] = [await whole.classify(pixels), await inTwo.classify(pixels)];
    expect([...seen[0]!.probabilities]).toEqual([...expected[0]!.probabilities]);
    const both = sha256OfModel(first, ['theirs.onnx.data'], () => weights);
    expect(inTwo.facts.card.origin?.sha256).toBe(both);
    await Promise.all([whole.close(), inTwo.close()]);
  });

  it('names the file that it lacks, and what is wrong with one that it has', async () => {
    await expect(describedModel(first, 'theirs.onnx')).rejects.toThrow(
      'theirs.onnx: its weights are in a second file, theirs.onnx.data; open or drop that file too',
    );
    const beside = { 'theirs.onnx.data': new Blob(['short']) };
    await expect(describedModel(first, 'theirs.onnx', { beside })).rejects.toThrow(InputError);
  });
});

it('calls through messages return the results and errors of the functions', async () => {
  const { port1, port2 } = new MessageChannel();
  serve(port1, servedModels(onlyOn(cpu)));
  const served = remote<Served>(port2);
  port1.start();
  port2.start();
  const [id, facts] = await served.open(bytes, 'pocket.onnx', {});
  expect(facts.card.classNames).toEqual(model.facts.card.classNames);
  const [first] = await served.classify(id, pictures);
  expect(first).toEqual((await model.classify(pictures))[0]);
  await expect(served.open(Uint8Array.of(1), 'b.onnx', {})).rejects.toThrow(InputError);
  await served.close(id);
  port1.close();
});
