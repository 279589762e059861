// Recommendations from a catalogue of sketches: by histories, for users without one, evaluated, and bad
// input.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { sketches } from '../src/data/sketches.ts';
import { atelierIn, lines } from './testing/atelier.ts';
import { temporaryFolder } from './testing/folders.ts';
import { repository } from './testing/process.ts';

const folder = await temporaryFolder();
const run = (...args: string[]) => atelierIn(folder, 'catalogue', ...args);
/** Runs a command, of which the JSON is wanted. */
async function json<T>(...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await run(...args, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as T;
}

interface Recommended {
  readonly user: string;
  readonly items: readonly {
    readonly key: string;
    readonly score: number;
    readonly category: string | null;
    readonly because: string | null;
  }[];
}

const { images, labels, classNames } = sketches({ train: 40, test: 10 }).train;
const categoryOf = (i: number) => classNames[labels[i]!]!.replace('/', '-');
const keys = Array.from({ length: 40 }, (_, i) => `${categoryOf(i)}/${i}.png`);
const event = (user: string, item: string, time: number) => `${user},"${item}",${time}`;
const table = (...rows: string[]) => ['user,item,time', ...rows, ''].join('\n');

beforeAll(async () => {
  for (const [i, key] of keys.entries()) {
    await mkdir(join(folder, 'shop', categoryOf(i)), { recursive: true });
    const pixels = images.slice(784 * i, 784 * (i + 1));
    await sharp(pixels, { raw: { width: 28, height: 28, channels: 1 } })
      .png()
      .toFile(join(folder, 'shop', key));
  }
  const rows = [
    event('one', keys[0]!, 100),
    event('one', 'gone.png', 90),
    ...keys.slice(3).map((key, i) => event('all but three', key, i)),
    event('fan', keys[7]!, 100),
  ];
  await writeFile(join(folder, 'events.csv'), table(...rows));
  const { code, stderr } = await run('sync', 'shop', '--model', join(repository, 'models/pocket.onnx'));
  expect(code, stderr).toBe(0);
});

describe('catalogue recommend', () => {
  it('finds what a search for the only item of a history finds, because of it', async () => {
    const search = ['search', '--like', keys[0]!, '--top', '10'];
    const [{ items }] = await json<[Recommended]>(...search);
    const asked = ['recommend', '--events', 'events.csv', '--user', 'one', '--diverse', '0'];
    const [{ items: list }] = await json<[Recommended]>(...asked);
    const near = list.filter(({ because }) => because === keys[0]);
    const plain = ({ key, score, category }: Recommended['items'][number]) => [
      key,
      score.toFixed(4),
      category,
    ];
    expect(list).toHaveLength(10);
    expect(near).toHaveLength(6);
    expect(near.map(plain)).toEqual(items.slice(0, 6).map(plain));
  });

  it('leaves out all that was seen, however much that is, and events of other items', async () => {
    const asked = ['recommend', '--events', 'events.csv', '--limit', '2'];
    const { code, stdout, stderr } = await run(...asked, '--json');
    expect(code).toBe(0);
    expect(lines(stderr)).toEqual([
      "events.csv: left out 1 event of items that are not in the catalogue: 'gone.png'",
      'users 1 to 2 of 3; for the next ones: --offset 2',
    ]);
    const [first, second] = JSON.parse(stdout) as Recommended[];
    expect([first!.user, second!.user]).toEqual(['all but three', 'one']);
    expect(first!.items.map(({ key }) => key).sort()).toEqual(keys.slice(0, 3).sort());
  });

  it('recommends popular items to a user without events, of a condition, on a sheet', async () => {
    const where = `category = '${categoryOf(7)}'`;
    const asked = ['recommend', '--events', 'events.csv', '--user', 'nobody', '--where', where];
    const { code, stdout, stderr } = await run(...asked, '--out', 'sheet.png');
    expect(code).toBe(0);
    expect(lines(stderr).at(-1)).toBe(
      'nobody: no event of this user in events.csv; recommends popular items',
    );
    const [title, , best, ...others] = lines(stdout);
    expect(title).toBe('nobody, 0 events');
    expect(best).toMatch(new RegExp(`^– +${keys[7]!} .* popular$`));
    expect(others.every((line) => line.includes(categoryOf(7)))).toBe(true);
    expect(await sharp(join(folder, 'sheet.png')).metadata()).toMatchObject({ format: 'png' });
  });
});

describe('synthetic histories', () => {
  it('are the same for the same seed, say what they are, and are evaluated', async () => {
    const made = ['synthesise-histories', '--users', '30', '--seed', '4', '--out'];
    const { stdout } = await run(...made, 'made.csv');
    expect(stdout).toMatch(/^made\.csv: \d+ SYNTHETIC events of 30 made-up users, not of real people\n$/);
    const { events } = await json<{ events: number }>(...made, 'again.csv');
    const rows = lines(await readFile(join(folder, 'made.csv'), 'utf8'));
    expect(lines(await readFile(join(folder, 'again.csv'), 'utf8'))).toEqual(rows);
    expect(rows[0]).toBe('user,item,event,time,origin');
    expect(rows.slice(1).filter((row) => row.endsWith(',synthetic'))).toHaveLength(events);

    const result = await json<Record<string, unknown>>('evaluate-recommendations', '--events', 'made.csv');
    expect(result).toMatchObject({ split: 'test', syntheticEvents: events, count: 10, users: 30 });
    expect(Object.keys(result['figures']!)).toEqual(['interests', 'popularity', 'random', 'item-kNN']);
    expect(Object.keys(result['differences']!)).toEqual(['popularity', 'random', 'item-kNN']);
  });

  it('are told in the evaluation’s table', async () => {
    const asked = ['evaluate-recommendations', '--events', 'made.csv', '--split', 'validation'];
    const { stdout, stderr } = await run(...asked);
    expect(lines(stderr)).toEqual([
      expect.stringMatching(/^made\.csv: \d+ events are synthetic, not of real people$/),
      ...['interests', 'popularity', 'random', 'item-kNN'].map((method) => `recommending by ${method}`),
    ]);
    expect(stdout).toContain(
      '30 users, lists of 10; the item to find is the last new item but one of each\n',
    );
    expect(stdout).toMatch(
      /\ninterests minus +hit rate +nDCG +MRR +coverage +diversity\npopularity +[+−]0\./,
    );
  });
});

describe('bad input', () => {
  it.each([
    [
      table(event('ann', 'x', 1), 'bob,x,soon'),
      "bad.csv, line 3: time: expected a time such as 2026-05-01T12:30:00Z, or seconds or milliseconds since 1970, got 'soon'",
    ],
    [
      table(event('ann', 'x', 1)),
      `bad.csv: expected events of items of the catalogue, such as '${keys.toSorted()[0]}', got 1 event of other items`,
    ],
  ])('%j is refused in one line', async (text, message) => {
    await writeFile(join(folder, 'bad.csv'), text);
    const result = await run('recommend', '--events', 'bad.csv');
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: `atelier: ${message}\n` });
  });

  it('a page after the last is refused', async () => {
    const { code, stderr } = await run('recommend', '--events', 'events.csv', '--offset', '3');
    expect(code).toBe(2);
    expect(lines(stderr).at(-1)).toBe('atelier: --offset: expected less than 3, the number of users, got 3');
  });
});
