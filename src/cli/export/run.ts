// Exports a model: checks the place, builds the files, loads them back and compares them, and only then
// writes.
import { basename, dirname, extname, join, resolve } from 'node:path';
import { InputError } from '../../errors.ts';
import type { CheckResult } from '../../export/check/pictures.ts';
import type { ExportedFile } from '../../export/exported-file.ts';
import { exportFormats, type ExportFormat, type FormatSummary } from '../../export/formats.ts';
import { cardName, encodeModelCard } from '../../export/model-card.ts';
import type { DeviceOptions } from '../../engine/runtime/runtime.ts';
import { decodeModelCard, type ModelCard } from '../../nn/classifier-file.ts';
import { buildExport } from '../../node/export/build-export.ts';
import { checkExport } from '../../node/export/check-export.ts';
import {
  checkCardPlace,
  checkFolderPlace,
  checkRoom,
  writeFolderAtomically,
} from '../../node/export/write-export.ts';
import { writeFileAtomically } from '../../node/files/atomic-write.ts';
import { checkFilePlace } from '../files/file-place.ts';
import { readDescribedModel } from '../files/open-model.ts';
import { notice, printJson, printResult } from '../terminal/output.ts';
import type { ExportOptions } from './options.ts';
import { calibrationPictures, measureAccuracy, type AccuracyCheck } from './quantized.ts';
import { checkPictures } from './pictures.ts';

type Options = ExportOptions & { readonly format: ExportFormat; readonly out: string };

/** The differences of probabilities above which an export in float32 is broken. */
const tolerance = 1e-3;

export async function exportModel(argument: string, options: Options): Promise<void> {
  const { format, out, threads } = options;
  const summary: FormatSummary = exportFormats[format];
  refuseForeignOptions(options);
  if (summary.extension) {
    await checkFilePlace(out, summary.extension);
    await checkCardPlace(cardBeside(out));
  }
  const { file, bytes } = await readDescribedModel(argument);
  if (resolve(file) === resolve(out))
    throw new InputError(`--out: expected a file other than the model, got '${out}'`);
  const card = decodeModelCard(bytes, file);
  const device: DeviceOptions = { threads };
  const calibration =
    options.precision === 'static-int8' ? await calibrationPictures(argument, card, options) : undefined;
  const files = await buildExport(format, {
    ...{ bytes, source: file, name: nameOf(argument, card), device },
    onnx: { ...options, calibration },
  });
  if (!summary.extension)
    await checkFolderPlace(
      out,
      files.map(({ path }) => path),
    );
  const check = options.check
    ? await compare(argument, { bytes, file, card, files, device }, options)
    : undefined;
  const isRounded = options.precision !== undefined && options.precision !== 'float32';
  const accuracy =
    isRounded && options.check
      ? await measureAccuracy(argument, { ...options, bytes, source: file, card, files }, options)
      : undefined;
  const text = encodeModelCard(card, {
    ...{ format, check, accuracy },
    input: inputWords(options, card),
    storage: storageWords(options, card),
  });
  const size = files.reduce((sum, { content }) => sum + content.length, 0);
  await checkRoom(out, size + text.length);
  const written = await write(summary, out, files, text);
  const result = { model: argument, format, out, bytes: size, files: written, check, accuracy };
  if (options.json) printJson(result);
  else printResult(describe(result));
}

/** Options of one format are refused with another. */
function refuseForeignOptions({ format, ...options }: Options): void {
  if (format === 'onnx') return;
  for (const name of ['input', 'opset', 'ir', 'precision'] as const)
    if (options[name] !== undefined)
      throw new InputError(`--${name}: only for --format onnx, got --format ${format}`);
}

/** The name under which others know the model: that of a released model or run, or of its file. */
function nameOf(argument: string, { architecture }: ModelCard): string {
  const name = basename(resolve(argument), '.onnx');
  return ['best', 'last', 'model'].includes(name) ? architecture.name : name;
}

interface Built {
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly card: ModelCard;
  readonly files: readonly ExportedFile[];
  readonly device: DeviceOptions;
}

async function compare(
  argument: string,
  { bytes, file, card, files, device }: Built,
  options: Options,
): Promise<CheckResult | undefined> {
  const { format, input, precision } = options;
  const pictures = await checkPictures(argument, card, options);
  const exported = { ...{ format, files, bytes, card, input }, source: file };
  const outcome = await checkExport(exported, pictures, device, process.env['ATELIER_PYTHON']);
  if ('notChecked' in outcome) {
    notice(`not checked: ${outcome.notChecked}`);
    return undefined;
  }
  const isExact = precision === undefined || precision === 'float32';
  if (isExact && !(outcome.difference <= tolerance))
    throw new Error(
      `the export differs from the model: its probabilities in ${outcome.runtime} are off by up to ${outcome.difference}; nothing was written`,
    );
  return outcome;
}

/** How the export stores weights: formats of layers have them in float32. */
function storageWords({ format, precision }: Options, card: ModelCard): string | undefined {
  if (isTensorflow(format) || precision === 'float32') return undefined;
  if (precision === 'static-int8') return 'int8, with activations rounded to uint8';
  return precision ?? card.weightStorage;
}

const isTensorflow = (format: ExportFormat): boolean =>
  format === 'keras' || format === 'tfjs' || format === 'teachable-machine';

function inputWords({ format, input }: Options, { input: { channels, height, width } }: ModelCard): string {
  const shape = isTensorflow(format)
    ? `[batch, ${height}, ${width}, ${channels}]`
    : `[batch, ${channels}, ${height}, ${width}]`;
  if (format === 'teachable-machine') return `float32 ${shape}, pixels from -1 to 1`;
  if (isTensorflow(format)) return `float32 ${shape}, pixels from 0 to 255`;
  return input === 'normalized' ? `float32 ${shape}, normalised` : `uint8 ${shape}, pixels from 0 to 255`;
}

/** The card of an exported file. */
const cardBeside = (out: string): string => join(dirname(out), `${basename(out, extname(out))}.md`);

/** Writes the export with its card, and returns the written files. */
async function write(
  { extension }: FormatSummary,
  out: string,
  files: readonly ExportedFile[],
  card: string,
): Promise<string[]> {
  if (extension) {
    const beside = cardBeside(out);
    await writeFileAtomically(out, files[0]!.content);
    await writeFileAtomically(beside, card);
    return [out, beside];
  }
  const all = [...files, { path: cardName, content: card }];
  await writeFolderAtomically(out, all);
  return all.map(({ path }) => join(out, path));
}

interface Result {
  readonly format: ExportFormat;
  readonly out: string;
  readonly bytes: number;
  readonly files: readonly string[];
  readonly check: CheckResult | undefined;
  readonly accuracy: AccuracyCheck | undefined;
}

function describe({ format, out, bytes, files, check, accuracy }: Result): string {
  const count = files.length === 1 ? '1 file' : `${files.length} files`;
  const lines = [`${out}: ${format}, ${count}, ${bytes.toLocaleString('en')} bytes`];
  if (check)
    lines.push(
      `checked with ${check.runtime} on ${check.pictures} pictures: probabilities differ by at most ${check.difference.toExponential(1)}`,
    );
  if (accuracy)
    lines.push(
      `on the validation split of ${accuracy.data}, ${accuracy.count.toLocaleString('en')} pictures:`,
      `  before: accuracy ${(100 * accuracy.before).toFixed(2)} %`,
      `  after: accuracy ${(100 * accuracy.after).toFixed(2)} %`,
    );
  return lines.join('\n');
}
