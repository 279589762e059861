// `atelier tune` from the command line: a study, what is shown of it, and what it refuses.
import { cp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSpaceFile } from '../src/node/tuning/space-file.ts';
import { Random } from '../src/random.ts';
import { atelier, atelierIn, lines } from './testing/atelier.ts';
import { smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';
import { atelierProcess, repository, start } from './testing/process.ts';

const folder = await temporaryFolder();
const data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
const runs = join(folder, 'runs');
const base = {
  ...{ data, epochs: 2, threads: 1 },
  optimizer: { type: 'adam', learningRate: 0.01 },
  architecture: { name: 'line', layers: [{ type: 'flatten' }, { type: 'dense', units: 'classes' }] },
};
const space = {
  base,
  batchSize: { choice: [16, 32, 64], default: 32 },
  optimizer: { type: 'adam', learningRate: { float: [0.001, 0.1], log: true } },
};

interface Document {
  readonly trials: readonly {
    readonly number: number;
    readonly state: string;
    readonly value: number | null;
    readonly values?: readonly number[];
    readonly params: Readonly<Record<string, unknown>>;
  }[];
  readonly best: { readonly number: number; readonly value: number };
  readonly front?: readonly number[];
}

async function spaceFile(name: string, content: unknown): Promise<string> {
  const file = join(folder, `${name}.yaml`);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const options = (name: string, ...more: string[]): string[] => [
  ...['--name', name, '--out', runs, '--sampler', 'tpe', ...more],
];

async function tune(name: string, content: unknown, ...more: string[]): Promise<Document> {
  const file = await spaceFile(name, content);
  const { code, stdout, stderr } = await atelier('tune', file, ...options(name, ...more), '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Document;
}

/** A journal without what differs from run to run: times, and who works on a trial. */
async function operationsOf(name: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(runs, name, 'journal.log'), 'utf8');
  return lines(text)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((operation) => !JSON.stringify(operation).includes('atelier:lease'))
    .map((operation) =>
      Object.fromEntries(
        Object.entries(operation).filter(([key]) => !/datetime|worker_id|study_name/.test(key)),
      ),
    )
    .filter(({ user_attr: attribute }) => !JSON.stringify(attribute ?? {}).includes('"seconds"'));
}

let whole: Document;
beforeAll(async () => {
  whole = await tune('whole', space, '--trials', '6');
}, 120_000);

describe('a study', () => {
  it('tries the base first, and has six different points', () => {
    expect(whole.trials.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'complete'));
    expect(whole.trials[0]!.params).toEqual({ batchSize: 32, 'optimizer.learningRate': 0.01 });
    expect(new Set(whole.trials.map(({ params }) => JSON.stringify(params))).size).toBe(6);
    expect(whole.best.value).toBe(Math.max(...whole.trials.map(({ value }) => value!)));
  });

  it('has a run for each trial, and the best configuration for train', async () => {
    const best = JSON.parse(await readFile(join(runs, 'whole', 'best.json'), 'utf8')) as typeof base;
    const { params } = whole.trials[whole.best.number]!;
    expect(best.optimizer.learningRate).toBe(params['optimizer.learningRate']);
    const run = join(runs, 'whole', '0003');
    expect((await readdir(run)).sort()).toEqual(
      expect.arrayContaining(['best.onnx', 'config.json', 'history.csv']),
    );
    const again = await atelier('train', '--config', join(runs, 'whole', 'best.json'), '--out', runs, '--name', 'best', '--json'); // prettier-ignore
    expect(again.code, again.stderr).toBe(0);
    const { validation } = JSON.parse(again.stdout) as { validation: { accuracy: number } };
    expect(validation.accuracy).toBe(whole.best.value);
  });

  it('is found by its name, its folder and its journal', async () => {
    for (const [cwd, argument] of [
      [folder, 'whole'],
      [folder, 'runs/whole'],
      [repository, join(runs, 'whole', 'journal.log')],
    ] as const)
      // prettier-ignore
      expect(JSON.parse((await atelierIn(cwd, 'tune', 'show', argument, '--json')).stdout)).toEqual(whole);
    const { stdout } = await atelierIn(folder, 'tune', 'show', 'whole');
    expect(stdout).toContain('study whole: 6 trials (6 complete)');
    expect(stdout).toContain('optimizer.learningRate');
  });

  it('goes on to more trials as if it had never ended', async () => {
    await tune('longer', space, '--trials', '2');
    await tune('longer', space, '--trials', '6');
    expect(await operationsOf('longer')).toEqual(await operationsOf('whole'));
  });

  it('is the same after kills at random moments', { timeout: 240_000 }, async () => {
    const file = await spaceFile('killed', space);
    const command = ['tune', file, ...options('killed', '--trials', '6')];
    const random = new Random(Date.now(), 'kills'); // a new moment in each run: the test must hold for any
    for (let kill = 0; kill < 3; kill++) {
      const running = start(command);
      await setTimeout(600 + random.integer(1500));
      running.process.kill('SIGKILL');
      await running.result;
    }
    const { code, stderr } = await atelier(...command);
    expect(code, stderr).toBe(0);
    expect(await operationsOf('killed')).toEqual(await operationsOf('whole'));
    for (const { number } of whole.trials) {
      const model = (name: string) => readFile(join(runs, name, `000${number}`, 'best.onnx'));
      expect((await model('killed')).equals(await model('whole'))).toBe(true);
    }
  });

  it('ends by Ctrl-C after the step, and says how to go on', async () => {
    const file = await spaceFile('stopped', { ...space, base: { ...base, epochs: 500 } });
    const running = start(['tune', file, ...options('stopped', '--trials', '2')]);
    await running.saysOnError('epoch 2/');
    running.process.kill('SIGINT');
    const { code, stderr } = await running.result;
    expect(code).toBe(130);
    expect(stderr).toContain('run the same command to go on');
    expect(await stat(join(runs, 'stopped', '0000', 'checkpoint.bin'))).toBeTruthy();
  });
});

it('two workers share a study, and no point is tried twice', async () => {
  const file = await spaceFile('shared', space);
  const command = ['tune', file, ...options('shared', '--trials', '6', '--workers', '2'), '--json'];
  const { code, stdout, stderr } = await atelierProcess(...command);
  expect(code, stderr).toBe(0);
  const { trials } = JSON.parse(stdout) as Document;
  expect(trials.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'complete'));
  expect(new Set(trials.map(({ params }) => JSON.stringify(params))).size).toBe(6);
});

it('ASHA pauses trials, and those that go on end as if they had not', async () => {
  const long = { ...space, base: { ...base, epochs: 3 } };
  const { trials } = await tune('asha', long, '--trials', '12', '--pruner', 'asha', '--sampler', 'random');
  const epochsOf = async (number: number) =>
    lines(await readFile(join(runs, 'asha', String(number).padStart(4, '0'), 'history.csv'), 'utf8')).length -
    1;
  const complete = trials.filter(({ state }) => state === 'complete');
  const pruned = trials.filter(({ state }) => state === 'pruned');
  expect(complete.length).toBeGreaterThanOrEqual(4);
  expect(pruned.length).toBeGreaterThan(0);
  expect(await epochsOf(pruned[0]!.number)).toBe(1);
  expect(await epochsOf(complete[0]!.number)).toBe(3);
  const { code, stdout } = await atelier(
    ...['train', '--config', join(runs, 'asha', String(complete[0]!.number).padStart(4, '0'), 'config.json')],
    ...['--out', runs, '--name', 'never-paused', '--json'],
  );
  expect(code).toBe(0);
  const { validation } = JSON.parse(stdout) as { validation: { accuracy: number } };
  expect(validation.accuracy).toBe(complete[0]!.value);
});

it('several objectives give the trials that no other trial beats', async () => {
  const objectives = ['validationAccuracy', 'parameters', 'multiplyAdds', 'latency'];
  const hidden = {
    ...{ base, objectives },
    architecture: {
      name: 'hidden',
      layers: [
        { type: 'flatten' },
        { type: 'dense', units: { int: [2, 16] } },
        { type: 'dense', units: 'classes' },
      ],
    },
  };
  const { trials, front } = await tune('several', hidden, '--trials', '5');
  const units = Object.keys(trials[1]!.params)[0]!;
  for (const { values, params } of trials) {
    const [accuracy, parameters, multiplyAdds, latency] = values as [number, number, number, number];
    const count = params[units] as number;
    expect(parameters).toBe(784 * count + count + 10 * count + 10);
    expect(multiplyAdds).toBe(784 * count + 10 * count);
    expect(accuracy).toBeGreaterThan(0);
    expect(latency).toBeGreaterThan(0);
  }
  const fewest = Math.min(...trials.map(({ values }) => values![1]!));
  expect(front).toContain(trials.find(({ values }) => values![1] === fewest)!.number);
});

it('a trial that diverges is recorded as failed with its reason, and the study goes on', async () => {
  const wild = { base, optimizer: { type: 'sgd', learningRate: { choice: [0.01, 1e38], default: 0.01 } } };
  const { trials } = await tune('wild', wild, '--trials', '2');
  expect(trials.map(({ state }) => state)).toEqual(['complete', 'fail']);
  expect(await readFile(join(runs, 'wild', 'journal.log'), 'utf8')).toMatch(
    /"reason":"[^"]*(NaN|diverge|finite)/,
  );
});

describe('reports', () => {
  it('one HTML file that works offline', async () => {
    const { code, stdout } = await atelier('tune', 'report', join(runs, 'whole'), '--json');
    expect(code).toBe(0);
    const { file } = JSON.parse(stdout) as { file: string };
    const page = await readFile(file, 'utf8');
    for (const id of ['summary', 'confirmed', 'search', 'parameters', 'trials', 'repeat'])
      expect(page).toContain(`<section id="${id}"`);
    for (const figure of [
      'history',
      'trial-curves',
      'importance',
      'slices',
      'parallel-coordinates',
      'contour',
    ])
      expect(page).toContain(`id="figure-${figure}"`);
    expect(page.match(/(?:src|href)="(?!data:|#)[^"]*"/g)).toBeNull();
  });

  it('its figures as files', async () => {
    const out = join(folder, 'figures');
    const { code, stdout } = await atelier(
      'plot',
      join(runs, 'whole'),
      '--only',
      'history,slices',
      '--out',
      out,
    );
    expect(code).toBe(0);
    expect(lines(stdout)).toEqual([join(out, 'history.svg'), join(out, 'slices.svg')]);
    expect(await readFile(join(out, 'slices.svg'), 'utf8')).toContain('optimizer.learningRate');
  });

  it('the Pareto front, if there are several objectives', async () => {
    const out = join(folder, 'front');
    const { stdout } = await atelier(
      'plot',
      join(runs, 'several'),
      '--only',
      'pareto,pareto-2',
      '--out',
      out,
    );
    expect(lines(stdout)).toHaveLength(2);
  });

  it(
    'the best trials against the base on other seeds, and the report has it then',
    { timeout: 120_000 },
    async () => {
      const { code, stdout, stderr } = await atelier(
        ...['tune', 'confirm', join(runs, 'whole'), '--top', '1', '--seeds', '2', '--json'],
      );
      expect(code, stderr).toBe(0);
      const { seeds, variants } = JSON.parse(stdout) as { seeds: number[]; variants: { variant: string }[] };
      expect(seeds).toHaveLength(2);
      expect(variants.map(({ variant }) => variant)).toEqual([
        'base',
        expect.stringMatching(/^trial [1-5]$/),
      ]);
      await atelier('tune', 'report', join(runs, 'whole'));
      expect(await readFile(join(runs, 'whole', 'report.html'), 'utf8')).toContain('id="figure-confirmed"');
    },
  );
});

describe('refuses', () => {
  it.each<[string, unknown, RegExp]>([
    ['a space without a distribution', { base }, /distribution/],
    ['an empty range', { base, batchSize: { int: [8, 4] } }, /:1:\d+: .*low end below the high end/],
    ['a log of 0', { base, optimizer: { learningRate: { float: [0, 1], log: true } } }, /:1:\d+: .*log/],
    ['a name that training does not know', { base, batchSise: { int: [4, 8] } }, /batchSise.*batchSize/],
    ['no YAML', 'base: [', /:1:\d+/],
  ])('%s', async (name, content, words) => {
    const file = await spaceFile(name.replaceAll(' ', '-'), content);
    const { code, stderr } = await atelier('tune', file, '--out', join(folder, 'refused'));
    expect(code, stderr).toBe(2);
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toMatch(words);
    await expect(stat(join(folder, 'refused'))).rejects.toThrow();
  });

  it('another space under the name of a study', async () => {
    const file = await spaceFile('other', { ...space, batchSize: { choice: [8, 16] } });
    const { code, stderr } = await atelier('tune', file, ...options('whole', '--trials', '7'));
    expect(code).toBe(2);
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toContain('whole');
  });

  it('a journal with damage in the middle, and takes one whose last line is cut off', async () => {
    await cp(join(runs, 'whole'), join(runs, 'damaged'), { recursive: true });
    const journal = join(runs, 'damaged', 'journal.log');
    const text = await readFile(journal, 'utf8');
    await writeFile(journal, text.slice(0, -20));
    expect((await atelier('tune', 'show', journal, '--study', 'whole')).code).toBe(0);
    await writeFile(journal, lines(text).with(4, '{"op_code": 4, "wor').join('\n'));
    const { code, stderr } = await atelier('tune', 'show', journal, '--study', 'whole');
    expect(code).toBe(2);
    expect(stderr).toContain(`${journal}:5: `);
  });

  it('a study of Optuna’s with a distribution that it has not', async () => {
    const journal = join(folder, 'foreign.log');
    const distribution = JSON.stringify({ name: 'DirichletDistribution', attributes: {} });
    const operations = [
      { op_code: 0, worker_id: 'w', study_name: 'foreign', directions: [1] },
      { op_code: 4, worker_id: 'w', study_id: 0, datetime_start: '2026-01-01T00:00:00' },
      { op_code: 5, worker_id: 'w', trial_id: 0, param_name: 'x', param_value_internal: 0, distribution },
    ];
    await writeFile(journal, operations.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const { code, stderr } = await atelier('tune', 'show', journal);
    expect(code).toBe(2);
    expect(stderr).toContain('DirichletDistribution');
  });

  it('a study that does not exist', async () => {
    for (const command of [
      ['tune', 'show'],
      ['tune', 'report'],
      ['tune', 'confirm'],
    ]) {
      const { code, stderr } = await atelier(...command, join(folder, 'nothing'));
      expect(code).toBe(2);
      expect(stderr).toContain('expected a study');
    }
  });
});

it.each(['paper-cnn', 'regularization', 'augmentation'])('the space %s can be searched', async (name) => {
  const file = join(repository, 'docs', 'tuning', `${name}.yaml`);
  const { name: own, space: found, base: point } = await readSpaceFile(file, undefined);
  expect(own).toBe(name);
  expect(found.length).toBeGreaterThan(3);
  expect(Object.keys(point).length).toBeGreaterThan(3);
});
