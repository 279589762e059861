// A run that is killed at any moment and resumed ends with the same files as an uninterrupted run.
// ATELIER_KILLS sets the number of kills.
import { cp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { sketches } from '../src/data/sketches.ts';
import { Random } from '../src/random.ts';
import { atelier, lines } from './testing/atelier.ts';
import { start } from './testing/process.ts';
import { smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
const runs = join(folder, 'runs');
const epochs = 10;
const kills = Number(process.env['ATELIER_KILLS'] ?? 3);
const options = [
  ...['--data', data, '--out', runs, '--batch-size', '32', '--threads', '2', '--epochs', `${epochs}`],
  ...['--optimizer', 'nadam', '--schedule', 'cosine:warmup=0.1', '--ema', '0.9', '--clip-norm', '5'],
  ...['--augment', 'rotation=10,translation=0.1,flip,erase=0.5,mixup=0.2', '--label-smoothing', '0.1'],
  ...['--reduce-on-plateau', '3', '--patience', '1000'],
];
const fileOf = (run: string, name: string) => readFile(join(runs, run, name));

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** The history without its columns of times: `seconds` and `imagesPerSecond`. */
const historyOf = async (run: string) =>
  lines(String(await fileOf(run, 'history.csv'))).map((row) =>
    row.split(',').filter((_, column) => column !== 6 && column !== 7),
  );

beforeAll(async () => {
  const { code, stderr } = await atelier('train', ...options, '--name', 'whole');
  expect(code, stderr).toBe(0);
}, 120_000);

it(`ends the same after ${kills} kills at random moments`, { timeout: 60_000 * (kills + 1) }, async () => {
  const random = new Random(Date.now(), 'kills'); // a new moment in each run: the test must hold for any
  const begin = ['train', ...options, '--name', 'killed', '--overwrite'];
  const goOn = ['train', '--resume', join(runs, 'killed')];
  const command = async () => ((await exists(join(runs, 'killed', 'config.json'))) ? goOn : begin);
  for (let kill = 0; kill < kills; kill++) {
    const running = start(await command());
    await setTimeout(random.integer(1500)); // before the run exists, in its first steps, or while files are written
    running.process.kill('SIGKILL');
    await running.result;
  }
  const { code, stderr } = await atelier(...(await command()));
  expect(code, stderr).toBe(0);
  for (const name of ['best.onnx', 'last.onnx'])
    expect((await fileOf('killed', name)).equals(await fileOf('whole', name)), name).toBe(true);
  expect(await historyOf('killed')).toEqual(await historyOf('whole'));
});

describe('a run', () => {
  it('that was stopped by Ctrl-C resumes', async () => {
    const running = start(['train', ...options, '--name', 'stopped']);
    await running.saysOnError('epoch 2');
    running.process.kill('SIGINT');
    const { code, stdout } = await running.result;
    expect(code).toBe(130);
    expect(stdout).toContain(`train --resume ${join(runs, 'stopped')}`);
    expect((await atelier('train', '--resume', join(runs, 'stopped'))).code).toBe(0);
    expect((await fileOf('stopped', 'best.onnx')).equals(await fileOf('whole', 'best.onnx'))).toBe(true);
  });

  it('whose data has moved resumes with its new place', async () => {
    const before = await writeFolder(join(folder, 'before', 'tiny'), smallIdxFiles());
    const running = start(['train', ...options, '--data', before, '--name', 'away']);
    await running.saysOnError('epoch 2');
    running.process.kill('SIGINT');
    expect((await running.result).code).toBe(130);
    const after = join(folder, 'after');
    await rename(before, after);
    const away = join(runs, 'away');
    const lost = await atelier('train', '--resume', away);
    expect(lost.code).toBe(2);
    expect(lost.stderr).toContain(
      `${before}: the data of this run is missing; name its new place with --data`,
    );
    const { code, stderr } = await atelier('train', '--resume', away, '--data', after);
    expect(code, stderr).toBe(0);
    expect((await fileOf('away', 'best.onnx')).equals(await fileOf('whole', 'best.onnx'))).toBe(true);
  });

  it('belongs to one process at a time, until that ends or is killed', async () => {
    const busy = ['train', ...options, '--epochs', '5000', '--name', 'busy', '--overwrite'];
    const running = start(busy);
    await running.saysOnError('epoch 2');
    const files = ['config.json', 'history.csv'];
    const contents = () => Promise.all(files.map((name) => fileOf('busy', name)));
    const [config] = await contents();
    for (const command of [busy, ['train', '--resume', join(runs, 'busy')]]) {
      const { code, stdout, stderr } = await atelier(...command);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(lines(stderr)).toHaveLength(1);
      expect(stderr).toContain(`process ${running.process.pid}`);
    }
    expect((await contents())[0]!.equals(config!)).toBe(true);
    running.process.kill('SIGKILL');
    await running.result;
    const next = start(['train', '--resume', join(runs, 'busy')]);
    await next.saysOnError('epoch');
    next.process.kill('SIGINT');
    expect((await next.result).code).toBe(130);
    expect((await readdir(join(runs, 'busy'))).filter((name) => name.startsWith('.lock'))).toEqual([]);
  });

  it('that is finished says so, and can be extended', async () => {
    const { code, stderr } = await atelier('train', '--resume', join(runs, 'whole'));
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`finished after ${epochs} epochs`);
    await cp(join(runs, 'whole'), join(runs, 'longer'), { recursive: true });
    const longer = await atelier(
      'train',
      '--resume',
      join(runs, 'longer'),
      '--epochs',
      `${epochs + 2}`,
      '--json',
    );
    expect(longer.code, longer.stderr).toBe(0);
    expect(JSON.parse(longer.stdout)).toMatchObject({ epochs: epochs + 2 });
    expect(await historyOf('longer')).toHaveLength(epochs + 3);
  });

  it('whose last checkpoint is damaged resumes from the previous one, and says so', async () => {
    await cp(join(runs, 'whole'), join(runs, 'damaged'), { recursive: true });
    const checkpoint = await fileOf('damaged', 'checkpoint.bin');
    await writeFile(join(runs, 'damaged', 'checkpoint.bin'), checkpoint.subarray(0, checkpoint.length / 2));
    const { code, stderr } = await atelier('train', '--resume', join(runs, 'damaged'));
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/checkpoint\.bin: the checkpoint is damaged; continuing from the one before/);
    expect((await fileOf('damaged', 'last.onnx')).equals(await fileOf('whole', 'last.onnx'))).toBe(true);
  });

  it('can be repeated from its configuration', async () => {
    const config = join(runs, 'whole', 'config.json');
    const { code, stderr } = await atelier('train', '--config', config, '--out', runs, '--name', 'again');
    expect(code, stderr).toBe(0);
    expect((await fileOf('again', 'best.onnx')).equals(await fileOf('whole', 'best.onnx'))).toBe(true);
  });
});

describe('resuming is refused', () => {
  const refused = async (run: string, ...more: string[]) => {
    const { code, stderr } = await atelier('train', '--resume', join(runs, run), ...more);
    expect(code).toBe(2);
    expect(lines(stderr)).toHaveLength(1);
    return stderr;
  };

  it('without a run', async () => {
    expect(await refused('nowhere')).toContain(
      'nowhere: expected the folder of a run with a config.json, found none',
    );
  });

  it('with other options than --epochs', async () => {
    expect(await refused('whole', '--seed', '2')).toContain(
      'only --epochs, --data and --device can be changed, not --seed',
    );
    expect(await refused('whole', '--epochs', '3')).toContain(
      `--epochs: expected at least the ${epochs} epochs that the run has finished`,
    );
  });

  it('with other pictures', async () => {
    await cp(join(runs, 'whole'), join(runs, 'moved'), { recursive: true });
    const other = await writeFolder(
      join(folder, 'other'),
      smallIdxFiles(sketches({ train: 480, test: 60, seed: 9 })),
    );
    const config = JSON.parse(String(await fileOf('moved', 'config.json'))) as Record<string, unknown>;
    await writeFile(
      join(runs, 'moved', 'config.json'),
      JSON.stringify({ ...config, data: other, epochs: epochs + 1 }),
    );
    const files = ['config.json', 'best.onnx', 'history.csv'];
    const contents = () => Promise.all(files.map((name) => fileOf('moved', name)));
    const before = await contents();
    expect(await refused('moved', '--epochs', '50')).toContain("the training data differs from the run's");
    expect(await contents()).toEqual(before);
  });

  it('with another version of the program', async () => {
    await cp(join(runs, 'whole'), join(runs, 'older'), { recursive: true });
    const config = JSON.parse(String(await fileOf('older', 'config.json'))) as Record<string, unknown>;
    await writeFile(join(runs, 'older', 'config.json'), JSON.stringify({ ...config, version: '0.0.1' }));
    expect(await refused('older')).toMatch(
      /the run belongs to version 0\.0\.1 and this is \d.*; train a new run with --config .*config\.json$/m,
    );
  });

  it('with another architecture', async () => {
    await cp(join(runs, 'whole'), join(runs, 'other'), { recursive: true });
    const config = JSON.parse(String(await fileOf('other', 'config.json'))) as Record<string, unknown>;
    const changed = { ...config, architecture: 'lenet5', epochs: epochs + 1 };
    await writeFile(join(runs, 'other', 'config.json'), JSON.stringify(changed));
    expect(await refused('other')).toContain("the architecture differs from the run's");
  });

  it('if both checkpoints are damaged', async () => {
    await cp(join(runs, 'whole'), join(runs, 'broken'), { recursive: true });
    for (const name of ['checkpoint.bin', 'checkpoint.previous.bin'])
      await writeFile(join(runs, 'broken', name), 'nothing');
    expect(await refused('broken')).toContain('not a checkpoint');
    await rm(join(runs, 'broken'), { recursive: true });
  });
});
