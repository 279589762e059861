// `atelier inspect learn`: learns what good pieces look like.
import { Command, Option } from 'commander';
import type { MethodName } from '../../inspection/methods/names.ts';
import { methodNames } from '../../inspection/methods/names.ts';
import { counted, readable } from '../../number-words.ts';
import {
  examples,
  integer,
  jsonOption,
  listOf,
  maxPixelsOption,
  modelWords,
  oneOf,
  positiveNumber,
  seedOption,
  threadsOption,
} from '../options/common.ts';
import { notice, oneLine, printJson, printResult } from '../terminal/output.ts';
import { falseAlarmsOption } from './options.ts';
import { describeThreshold, thresholdOf } from './threshold-words.ts';

interface Options {
  readonly out: string;
  readonly model?: string;
  readonly method: MethodName;
  readonly size?: number;
  readonly layers?: string[];
  readonly bank: number;
  readonly falseAlarms: number;
  readonly align?: number;
  readonly region?: string;
  readonly seed: number;
  readonly maxPixels?: number;
  readonly threads: number;
  readonly json?: boolean;
}

export function learnCommand(): Command {
  return new Command('learn')
    .description('learn what good pieces look like from pictures of them')
    .argument('<good>', 'a folder with pictures of good pieces, or with a folder for each variant of them')
    .addOption(new Option('--out <file.onnx>', 'the inspector’s file').default('inspector.onnx'))
    .option('--model <model>', `the network whose features are compared: ${modelWords}`)
    .addOption(
      new Option('--method <name>', `${methodNames.join(', ')}; docs/inspection.md compares them`)
        .argParser(oneOf('--method', methodNames))
        .default('patchcore'),
    )
    .option(
      '--size <pixels>',
      'width and height of the pictures in the network (default: those of the network)',
      integer('--size', 8, 1024),
    )
    .option(
      '--layers <names>',
      'layers whose maps are compared, separated by commas (default: two in the middle)',
      listOf((name) => name),
    )
    .option('--bank <count>', 'most features that patchcore keeps', integer('--bank', 1), 2000)
    .addOption(falseAlarmsOption().default(0.01, '1%'))
    .option(
      '--align <pixels>',
      'undo shifts of pieces up to so many pixels of the network',
      positiveNumber('--align'),
    )
    .option('--region <mask.png>', 'count only what is white in this picture')
    .addOption(seedOption('what is drawn', 1))
    .addOption(maxPixelsOption())
    .addOption(threadsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
At least ten pieces, photographed alike; a hundred for a rate of false alarms of 1%.
${examples(
  'inspect learn good/ --model efficientnet-lite0.onnx',
  'inspect learn good/ --out shoes.onnx --false-alarms 0.5% --align 12',
  'inspect learn good/ --method padim --region mask.png',
)}`,
    )
    .action(learn);
}

async function learn(folder: string, options: Options): Promise<void> {
  const { out, json, falseAlarms, align, layers, seed, threads, method, maxPixels } = options;
  const { checkFilePlace } = await import('../files/file-place.ts');
  await checkFilePlace(out, '.onnx');
  const { chooseModel } = await import('../files/open-model.ts');
  const { readBackbone } = await import('../../node/foreign/backbone-file.ts');
  const { goodFolder } = await import('../../node/inspection/good-folder.ts');
  const { learnInspector } = await import('../../inspection/learn.ts');
  const { writeFileAtomically } = await import('../../node/files/atomic-write.ts');
  const { stageReporter } = await import('../terminal/stage-progress.ts');
  const model = options.model ?? (await chooseModel());
  const { backbone, normalization, size, channels, reason } = await readBackbone(model, options);
  const target = { channels, height: size, width: size, maxPixels };
  const good = await goodFolder(folder, target);
  const region =
    options.region === undefined ? undefined : await regionFile(options.region, good.files, size);
  notice(`pictures of ${size}×${size}; preprocessing: ${reason}`);
  const report = stageReporter();
  const bytes = await learnInspector({
    ...{
      backbone,
      normalization,
      variants: good.variants,
      method,
      layers,
      seed,
      threads,
      region,
      falseAlarms,
    },
    ...{ bankSize: options.bank, alignment: align, memoryLimit: process.availableMemory() },
    onProgress: (done, all) => report('learning', done / all),
  });
  good.notices().forEach((line) => notice(oneLine(line)));
  await writeFileAtomically(out, bytes);
  await tellResult(out, bytes, good.files, json === true);
}

async function regionFile(file: string, pictures: readonly string[], size: number): Promise<Uint8Array> {
  const { readMask } = await import('../../node/inspection/mask-file.ts');
  return readMask(file, pictures[0]!, { height: size, width: size }, 'ratio');
}

async function tellResult(
  out: string,
  bytes: Uint8Array,
  files: readonly string[],
  json: boolean,
): Promise<void> {
  const { decodeInspectorCard } = await import('../../inspection/inspector-file.ts');
  const { unlikeOthers } = await import('../../inspection/unlike-others.ts');
  const card = decodeInspectorCard(bytes, out);
  const { scores } = card.heldBack;
  const unlike = unlikeOthers(scores).map((i) => ({ file: files[i]!, score: scores[i]! }));
  if (unlike.length > 0) {
    const [are, they] = unlike.length === 1 ? ['is', 'it is'] : ['are', 'they are'];
    notice(`${counted(unlike.length, 'piece')} ${are} unlike the others; look whether ${they} good:`);
    for (const { file, score } of unlike) notice(`  ${oneLine(file)} (${readable(score)})`);
  }
  if (json) return printJson({ out, method: card.method, ...thresholdOf(card), unlike });
  const of = card.variants.length > 1 ? ` of ${counted(card.variants.length, 'variant')}` : '';
  printResult(`${out}: ${card.method}, ${counted(files.length, 'good piece')}${of}`);
  printResult(describeThreshold(card));
}
