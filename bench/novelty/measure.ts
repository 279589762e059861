// Compares methods of scoring novelty: the AUROC between pictures that a network was trained for and others.
// The test split takes no part. Two questions: a class that the network was not trained on, as the mean over
// the ten; and drawn pictures that are no garments, for a released model.
import { atelierSwatch } from '../../src/architectures/atelier.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { stratifiedSample } from '../../src/data/split.ts';
import { auroc } from '../../src/metrics/novelty-detection.ts';
import { decodeModelCard } from '../../src/nn/classifier-file.ts';
import { loadData } from '../../src/node/data/load.ts';
import { readModelFile, resolveModelFile } from '../../src/node/runs/model-argument.ts';
import { fit } from '../../src/training/fit.ts';
import { splitValidation } from '../../src/training/validation-split.ts';
import { openAnswers } from './answers.ts';
import { only, without } from './by-label.ts';
import { methods, type Answers } from './methods.ts';
import { choosingOutliers, type Outliers } from './outliers.ts';

export interface NoveltyOptions {
  readonly model: string;
  readonly threads: number;
  /** Pictures of each kind of outliers. */
  readonly count: number;
}

/** The AUROC of each method by kind of outliers. */
export type NoveltyTable = Record<string, Record<string, number>>;

/** How many pictures a network without a class is trained on. */
const trained = 10_000;
/** How many training pictures the methods are fitted on, and how many validation pictures are scored. */
const [fitted, scored] = [2_000, 1_000];

export async function measureNovelty(
  { model, threads, count }: NoveltyOptions,
  progress: (line: string) => void,
): Promise<NoveltyTable> {
  const table: NoveltyTable = Object.fromEntries(Object.keys(methods).map((name) => [name, {}]));
  const bytes = await readModelFile(await resolveModelFile(model));
  const { seed } = decodeModelCard(bytes, model);
  const { train, validation } = splitValidation((await loadData('fashion-mnist')).train, seed);
  progress(`${model} and drawn outliers`);
  const outliers = choosingOutliers(count, 1, validation);
  for (const [name, row] of await compare(bytes, train, validation, outliers, threads))
    Object.assign(table[name]!, row);
  progress(noveltyTable(table));
  const classes = train.classNames.length;
  for (let held = 0; held < classes; held++) {
    progress(`a network without ${train.classNames[held]}`);
    const known = without(stratifiedSample(train, trained, 1), held);
    const { best } = await fit(atelierSwatch(classes), {
      ...{ data: known, validation: without(validation, held), epochs: 1, seed: 1, threads, novelty: false },
    });
    const images = only(validation, held).images;
    const rows = await compare(best, known, without(validation, held), [{ kind: 'class', images }], threads);
    for (const [name, row] of rows)
      table[name]!['class left out'] = (table[name]!['class left out'] ?? 0) + row['class']! / classes;
  }
  return table;
}

async function compare(
  bytes: Uint8Array,
  train: Dataset,
  inliers: Dataset,
  outliers: readonly Outliers[],
  threads: number,
): Promise<[string, Record<string, number>][]> {
  const network = await openAnswers(bytes, threads);
  const sample = stratifiedSample(train, fitted, 1);
  const known = stratifiedSample(inliers, scored, 1);
  const fittedOn = await network.answer(sample.images);
  const answers: { kind: string; answers: Answers }[] = [];
  for (const { kind, images } of [{ kind: 'known', images: known.images }, ...outliers])
    answers.push({ kind, answers: await network.answer(images) });
  await network.dispose();
  return Object.entries(methods).map(([name, fitMethod]) => {
    const score = fitMethod(fittedOn, sample.labels);
    const [own, ...others] = answers.map(({ kind, answers: given }) => {
      const count = given.logits.values.length / given.logits.size;
      return { kind, scores: Float64Array.from({ length: count }, (_, i) => score(given, i)) };
    });
    return [name, Object.fromEntries(others.map(({ kind, scores }) => [kind, auroc(own!.scores, scores)]))];
  });
}

/** The table as text: a method a line, kinds of outliers in columns, the mean in the last. */
export function noveltyTable(table: NoveltyTable): string {
  const kinds = Object.keys(Object.values(table)[0]!);
  const head = ['method', ...kinds, 'mean'];
  const rows = Object.entries(table).map(([name, row]) => {
    const values = kinds.map((kind) => row[kind]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return [name, ...[...values, mean].map((value) => value.toFixed(3))];
  });
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i ? '---:' : '---'))), ...rows.map(line)].join('\n');
}
