// The command `baselines` on a small data set: its results, cache and refusals.
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { atelierWith, lines } from './testing/atelier.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
const run = (...args: string[]) => atelierWith({ XDG_CACHE_HOME: join(folder, 'cache') }, ...args);

interface Result {
  readonly data: string;
  readonly split: string;
  readonly count: number;
  readonly results: { name: string; accuracy: number; accuracyInterval: [number, number]; seconds: number }[];
  readonly published: unknown[];
}

describe('baselines', () => {
  let first: Result;
  beforeAll(async () => {
    const { code, stdout, stderr } = await run('baselines', data, '--json', '--threads', '2');
    expect(code, stderr).toBe(0);
    first = JSON.parse(stdout) as Result;
  }, 300_000);

  it('measures each baseline', () => {
    expect(first).toMatchObject({ data: 'tiny', split: 'test', count: 60, published: [] });
    const accuracies = Object.fromEntries(first.results.map(({ name, accuracy }) => [name, accuracy]));
    expect(Object.keys(accuracies)).toEqual([
      ...[
        'majority',
        'nearest-centroid',
        'nearest-neighbours',
        'logistic-regression',
        'hog-svm',
        'mlp',
        'lenet5',
      ],
    ]);
    // All classes have the same number of pictures, so guessing the first is as good as any other.
    const firstClass = small.test.labels.filter((label) => label === 0).length / 60;
    expect(accuracies['majority']).toBe(firstClass);
    expect(accuracies['nearest-neighbours']).toBeGreaterThan(0.5);
    expect(accuracies['hog-svm']).toBeGreaterThan(0.6);
    for (const { accuracy, accuracyInterval } of first.results) {
      expect(accuracyInterval[0]).toBeLessThanOrEqual(accuracy);
      expect(accuracyInterval[1]).toBeGreaterThanOrEqual(accuracy);
    }
  });

  it('finds the result in the cache, and prints a table', async () => {
    const again = await run('baselines', data, '--json', '--threads', '2');
    expect(JSON.parse(again.stdout)).toEqual(first);
    expect(again.stderr).toBe('');
    const { stdout } = await run('baselines', data, '--threads', '2');
    expect(stdout).toMatch(/^60 pictures of the test split of tiny\n/);
    expect(stdout).toMatch(/\nhog-svm +linear SVM on histograms of oriented gradients +\d/);
    expect(stdout).not.toContain('published');
  });

  it.each([
    [['nowhere'], /^atelier: data: expected fashion-mnist/],
    [['sketches', '--split', 'train'], /^atelier: --split: expected test, validation, got 'train'/],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await run('baselines', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toMatch(message);
  });
});
