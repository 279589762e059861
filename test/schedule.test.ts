// Schedules from the command line: the table, the document, the figure, the guide in the help, and the
// refusals.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scheduleGuide } from '../src/cli/schedule/command.ts';
import { scheduleNames } from '../src/optimizers/schedule-names.ts';
import { parseSchedule } from '../src/optimizers/schedule-registry.ts';
import { defaults } from '../src/training/defaults.ts';
import { atelier, atelierIn, lines } from './testing/atelier.ts';
import { temporaryFolder } from './testing/folders.ts';

const folder = await temporaryFolder();

interface Document {
  readonly epochs: number;
  readonly learningRate: number;
  readonly stepsPerEpoch: number;
  readonly schedules: readonly {
    readonly schedule: object;
    readonly first: number;
    readonly epochs: readonly number[];
    readonly mean: number;
  }[];
}

describe('schedule', () => {
  it('draws all without a name, and prints a row for each', async () => {
    const { code, stdout, stderr } = await atelierIn(folder, 'schedule');
    expect(code, stderr).toBe(0);
    const [header, ...rows] = lines(stdout);
    expect(header).toMatch(/^schedule +first step +25 % +50 % +75 % +last step +mean$/);
    expect(rows.map((row) => row.split(' ')[0])).toEqual([...scheduleNames]);
    const peak = defaults.learningRate.adam;
    expect(rows[0]!.split(/ +/).slice(1).map(Number)).toEqual(Array<number>(6).fill(peak));
    expect(await readdir(join(folder, 'runs'))).toEqual(['schedule.svg']);
    expect(stderr).toBe(`figure: ${join('runs', 'schedule.svg')}\n`);
    const figure = await readFile(join(folder, 'runs', 'schedule.svg'), 'utf8');
    expect(figure).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
    for (const name of scheduleNames) expect(figure).toContain(`>${name}<`);
    for (const words of ['epochs', 'learning rate', 'peak 0.004'])
      expect(figure.includes(words), words).toBe(true);
    expect(figure.match(/<path class="curve /g)).toHaveLength(scheduleNames.length);
    expect(figure.length).toBeLessThan(60_000);
  });

  it('prints the rates of named schedules as one JSON document', async () => {
    const out = join(folder, 'two.svg');
    const names = ['cosine:warmup=0.25,final=0.1', 'step:every=0.5,factor=0.2'];
    const { code, stdout, stderr } = await atelier(
      ...['schedule', ...names, '--epochs', '4', '--learning-rate', '0.5', '--out', out, '--json'],
    );
    expect(code, stderr).toBe(0);
    const { schedules, ...run } = JSON.parse(stdout) as Document;
    expect(run).toEqual({ epochs: 4, learningRate: 0.5, stepsPerEpoch: 860 });
    const [cosine, step] = schedules;
    expect(cosine!.schedule).toEqual({ type: 'cosine', warmup: 0.25, final: 0.1 });
    expect(cosine!.first).toBeCloseTo(0.5 / 860, 9);
    // The rise ends with the first epoch; the next epochs end at 1/3, 2/3 and the whole of half a cosine
    // wave.
    [0.5, 0.5 * 0.775, 0.5 * 0.325, 0.05].forEach((rate, epoch) =>
      expect(cosine!.epochs[epoch]).toBeCloseTo(rate, 2),
    );
    expect(step!.epochs).toEqual([0.5, 0.5, 0.1, 0.1]);
    expect(step!.mean).toBeCloseTo(0.3, 9);
    expect(await readFile(out, 'utf8')).toContain(`>${names[0]}<`);
  });

  it('explains each schedule in its help, with all options and their defaults', async () => {
    const { code, stdout } = await atelier('schedule', '--help');
    expect(code).toBe(0);
    for (const [form, words] of scheduleGuide) {
      expect(stdout).toMatch(new RegExp(`^  ${form} +${words.replace(/[().]/g, '.')}$`, 'm'));
      const [said, { type, ...options }] = [
        parseSchedule(form).toJSON(),
        parseSchedule(form.split(':')[0]!).toJSON(),
      ];
      expect(said.type).toBe(type);
      for (const [option, value] of Object.entries(options)) {
        expect(said[option], `${form} ${option}`).toBeCloseTo(value as number, 3);
        if (option !== 'warmup') expect(form).toContain(`${option}=`);
      }
    }
    expect(scheduleGuide.map(([form]) => form.split(':')[0])).toEqual([...scheduleNames]);
  });
});

describe('schedule refuses, and writes nothing', () => {
  it.each([
    [['cosin'], ['schedule', "'cosin'", 'did you mean cosine?']],
    [['cosine:warmup=2'], ['cosine: warmup', 'got 2']],
    [['cosine:warmup=long'], ['cosine: warmup', "'long'"]],
    [['cosine:speed=2'], ['cosine: there is no option speed', 'final, warmup']],
    [
      ['cosine', 'step:every'],
      ['step', 'option=value', "'every'"],
    ],
    [
      ['--epochs', '0'],
      ['--epochs', "'0'"],
    ],
    [
      ['--learning-rate', '-1'],
      ['--learning-rate', "'-1'"],
    ],
    [
      ['--out', 'figure.png'],
      ['--out', '.svg', 'figure.png'],
    ],
    [
      ['--out', 'nowhere/figure.svg'],
      ['--out', 'nowhere'],
    ],
  ])('%j', async (args, words) => {
    const empty = await temporaryFolder();
    const { code, stdout, stderr } = await atelierIn(empty, 'schedule', ...args);
    expect(code, stderr).toBe(2);
    expect(stdout).toBe('');
    expect(lines(stderr), stderr).toHaveLength(1);
    expect(stderr).toMatch(/^atelier: /);
    for (const word of words) expect(stderr).toContain(word);
    expect(await readdir(empty)).toEqual([]);
  });
});
