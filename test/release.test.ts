// Releasing a run on sketches: the model, its card, and that the card's results and command are right.
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { beforeAll, describe, expect, it } from 'vitest';
import { release as releaseHere } from '../scripts/release/release.ts';
import { InputError } from '../src/errors.ts';
import { decodeModelCard } from '../src/nn/classifier-file.ts';
import { atelier, atelierIn } from './testing/atelier.ts';
import { repository, startNode } from './testing/process.ts';
import { temporaryFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const runs = join(folder, 'runs');
const run = join(runs, 'first');
const models = join(folder, 'models');
const file = join(models, 'pocket.onnx');

const release = (...args: string[]) =>
  startNode([join(repository, 'scripts/release-model.ts'), ...args, '--out', models], folder).result;

let card: string;
beforeAll(async () => {
  const options = [
    '--data',
    'sketches',
    '--arch',
    'lenet5',
    '--epochs',
    '1',
    '--threads',
    '1',
    '--out',
    runs,
  ];
  const trained = await atelier('train', ...options, '--name', 'first');
  expect(trained.code, trained.stderr).toBe(0);
  const { code, stdout, stderr } = await release('pocket', run);
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/pocket\.onnx and \.md: int8, validation accuracy .+ %, test accuracy .+ %\n$/);
  card = await readFile(join(models, 'pocket.md'), 'utf8');
}, 300_000);

/** The cells of the first row of the card's tables that starts with the given cell. */
const row = (first: string): string[] => {
  const line = card.split('\n').find((text) => text.startsWith(`| ${first} `))!;
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
};

describe('a release', () => {
  it('is a quantized model and its card, and nothing else', async () => {
    expect((await readdir(models)).sort()).toEqual(['pocket.md', 'pocket.onnx']);
    expect(decodeModelCard(await readFile(file), file)).toMatchObject({
      ...{ weightStorage: 'int8', data: 'sketches', seed: 1 },
    });
  });

  it.each(['validation', 'test'])('has the results of its card on the %s split', async (split) => {
    const { code, stdout, stderr } = await atelier('evaluate', file, '--split', split, '--json');
    expect(code, stderr).toBe(0);
    const report = JSON.parse(stdout) as Record<string, number> & {
      accuracyInterval: number[];
      perClass: object[];
    };
    const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
    expect(row(split)).toEqual([
      ...[split, report['count']!.toLocaleString('en'), percent(report['accuracy']!)],
      ...[report.accuracyInterval.map(percent).join(' to '), report['loss']!.toFixed(4)],
    ]);
    const bag = report.perClass[8] as { precision: number; recall: number; f1: number };
    if (split === 'test')
      expect(row('Bag').slice(1, 4)).toEqual([bag.precision, bag.recall, bag.f1].map((x) => x.toFixed(3)));
  });

  it('can be reproduced from its card', async () => {
    const again = join(folder, 'again');
    await mkdir(again);
    await writeFile(join(again, 'pocket.json'), /^```json\n([^]*?)^```$/m.exec(card)![1]!);
    const command = /^npm run -s atelier -- (train .*)$/m.exec(card)![1]!;
    const trained = await atelierIn(again, ...command.split(' '));
    expect(trained.code, trained.stderr).toBe(0);
    const best = join(again, 'runs', 'pocket', 'best.onnx');
    expect(await readFile(best)).toEqual(await readFile(join(run, 'best.onnx')));
    const model = await readFile(file);
    const { code, stderr } = await release('pocket', join(again, 'runs', 'pocket'));
    expect(code, stderr).toBe(0);
    expect(await readFile(file)).toEqual(model);
  });

  it('has a card formatted as this repository’s files are', async () => {
    const options = await resolveConfig(join(repository, 'models', 'pocket.md'));
    expect(await format(card, { ...options, parser: 'markdown' })).toBe(card);
  });
});

describe('is refused, and nothing written,', () => {
  const altered = join(runs, 'altered');

  const contents = async () =>
    Promise.all((await readdir(models)).map((name) => readFile(join(models, name))));

  async function expectRefusal([name, path]: [string, string], message: RegExp): Promise<void> {
    const before = await contents();
    const released = releaseHere(name, path, { threads: 1, out: models });
    await expect(released).rejects.toThrow(InputError);
    await expect(released).rejects.toThrow(message);
    expect(await contents()).toEqual(before);
  }

  /** A copy of the run with other metrics. */
  async function alter(change: (metrics: Record<string, unknown>) => object): Promise<void> {
    await rm(altered, { recursive: true, force: true });
    await cp(run, altered, { recursive: true });
    const metrics = join(altered, 'metrics.json');
    const before = JSON.parse(await readFile(metrics, 'utf8')) as Record<string, unknown>;
    await writeFile(metrics, JSON.stringify({ ...before, ...change(before) }));
  }

  it('under another name', async () => {
    await expectRefusal(['tiny', run], /^NAME: expected pocket, atelier, couture/);
    const { code, stdout, stderr } = await release('tiny', run);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^atelier: NAME: expected pocket, atelier, couture.*\n$/);
  });

  it('of no run', () =>
    expectRefusal(['pocket', models], /expected the folder of a run with a config\.json, found none/));

  it('of a run that was stopped', async () => {
    await alter(() => ({ stopped: true, epochs: 0.5 }));
    await expectRefusal(
      ['pocket', altered],
      /expected a finished run, got one that stopped after 0\.5 of 1 epochs/,
    );
  });

  it('of a run that is being made longer', async () => {
    await alter(() => ({}));
    const config = join(altered, 'config.json');
    const before = JSON.parse(await readFile(config, 'utf8')) as object;
    await writeFile(config, JSON.stringify({ ...before, epochs: 2 }));
    await expectRefusal(
      ['pocket', altered],
      /expected a finished run, got one that stopped after 1 of 2 epochs/,
    );
  });

  it('of a run without results', async () => {
    await alter(() => ({}));
    await rm(join(altered, 'metrics.json'));
    await expectRefusal(['pocket', altered], /expected a finished run, got one without metrics\.json/);
  });

  it('of a run whose model does not have its results', async () => {
    await alter(({ validation }) => ({ validation: { ...(validation as object), accuracy: 0.99 } }));
    await expectRefusal(
      ['pocket', altered],
      /expected the accuracy in metrics\.json, 99\.00 % on 1000 pictures of the validation split/,
    );
  });
});
