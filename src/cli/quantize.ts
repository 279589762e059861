// `atelier quantize`: stores a model in fewer bytes, and measures the loss of accuracy on the validation
// split.
import { stat } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { InputError } from '../errors.ts';
import type { ClassificationReport } from '../metrics/classification-report.ts';
import { smallStorages, type SmallStorage } from '../nn/small-storage.ts';
import { dataOption, examples, maxPixelsOption, oneOf } from './options/common.ts';
import { addExecutionOptions, type MeasuredDataOptions, type ExecutionOptions } from './options/measuring.ts';
import { percent } from '../number-words.ts';
import { notice, printJson, printResult } from './terminal/output.ts';

interface Options extends Omit<MeasuredDataOptions, 'split'>, ExecutionOptions {
  readonly weights: SmallStorage;
  readonly out: string;
  readonly check: boolean;
}

export function quantizeCommand(): Command {
  const command = new Command('quantize')
    .description(
      'store the weights of a model in fewer bytes; it still computes in float32, just as fast, with rounded weights',
    )
    .argument('<model>', 'an .onnx file, or a run (its best.onnx)')
    .addOption(
      new Option(
        '--weights <type>',
        'float16 (half the size) or int8 with a scale per output channel (a quarter)',
      )
        .argParser(oneOf('--weights', smallStorages))
        .makeOptionMandatory(),
    )
    .requiredOption('--out <file.onnx>', 'output file')
    .option('--no-check', 'don’t measure the change in accuracy on the validation split')
    .addOption(dataOption())
    .addOption(maxPixelsOption());
  return addExecutionOptions(command)
    .addHelpText(
      'after',
      examples(
        'quantize runs/train --weights int8 --out small.onnx',
        'quantize best.onnx --weights float16 --out half.onnx --no-check',
      ),
    )
    .action(quantize);
}

async function quantize(model: string, options: Options): Promise<void> {
  const { readDescribedModel } = await import('./files/open-model.ts');
  const { checkFilePlace } = await import('./files/file-place.ts');
  const { quantizeWeights } = await import('../nn/quantize-weights.ts');
  const { writeFileAtomically } = await import('../node/files/atomic-write.ts');
  const { weights, out } = options;
  await checkFilePlace(out, '.onnx');
  const { file, bytes } = await readDescribedModel(model);
  if (await isSameFile(file, out))
    throw new InputError(`--out: expected a file other than the model, got '${out}'`);
  const small = quantizeWeights(bytes, weights, file);
  const check = await checkAccuracy(model, { file, bytes }, small, options);
  await writeFileAtomically(out, small);
  const result = { model, file: out, weights, bytes: { before: bytes.length, after: small.length }, check };
  if (options.json) printJson(result);
  else printResult(describe(result));
}

async function isSameFile(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([a, b].map((file) => stat(file).catch(() => undefined)));
  return one !== undefined && one.ino === other?.ino && one.dev === other.dev;
}

type Figures = Pick<ClassificationReport, 'accuracy' | 'loss'>;

/**
 * The results on the validation split before and after; undefined if `--no-check` or missing data prevent it.
 */
interface Check {
  readonly data: string;
  readonly split: 'validation';
  readonly count: number;
  readonly before: Figures;
  readonly after: Figures;
}

async function checkAccuracy(
  model: string,
  original: { readonly file: string; readonly bytes: Uint8Array },
  small: Uint8Array,
  { check, data, threads, offline, maxPixels, out }: Options,
): Promise<Check | undefined> {
  if (!check) return undefined;
  const { loadSplit, namedByData } = await import('./files/open-model.ts');
  const { decodeModelCard } = await import('../nn/classifier-file.ts');
  const { evaluateSaved } = await import('../training/evaluate.ts');
  const card = decodeModelCard(original.bytes, original.file);
  const chosen = await loadSplit(model, { card }, 'validation', { data, offline, maxPixels }).catch(
    (error: unknown) => {
      if (data !== undefined || !(error instanceof InputError)) throw error;
      notice(`accuracy not checked: ${error.message}`);
      return undefined;
    },
  );
  if (!chosen) return undefined;
  const isAssumed = namedByData({ card }, chosen.dataset).card !== card;
  const dataset = isAssumed ? { ...chosen.dataset, classNames: card.classNames } : chosen.dataset;
  const measure = async (bytes: Uint8Array, name: string): Promise<Figures> => {
    const { accuracy, loss } = await evaluateSaved(bytes, name, dataset, { threads });
    return { accuracy, loss };
  };
  const { name, count } = chosen.dataset;
  const before = await measure(original.bytes, original.file);
  return { data: name, split: 'validation', count, before, after: await measure(small, out) };
}

interface Result {
  readonly file: string;
  readonly weights: SmallStorage;
  readonly bytes: { readonly before: number; readonly after: number };
  readonly check: Check | undefined;
}

function describe({ file, weights, bytes: { before, after }, check }: Result): string {
  const size = (bytes: number) => `${bytes.toLocaleString('en')} bytes`;
  const figures = ({ accuracy, loss }: Figures) =>
    `accuracy ${percent(accuracy, 2)}, loss ${loss.toFixed(4)}`;
  const checked = check
    ? [
        `on the validation split of ${check.data}, ${check.count.toLocaleString('en')} pictures:`,
        `  float32: ${figures(check.before)}`,
        `  ${weights}: ${figures(check.after)}`,
      ]
    : ['accuracy not checked'];
  return [`${file}: ${size(after)}, ${percent(after / before)} of ${size(before)}`, ...checked].join('\n');
}
