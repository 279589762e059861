// The Markdown card of a released model, after Mitchell et al., 2019, "Model Cards for Model Reporting": what
// the model is, how it was trained, its results, its intended use and its limits. It describes measured
// results, and measures nothing.
import type { Calibration } from '../../src/metrics/calibration.ts';
import type { ClassificationReport } from '../../src/metrics/classification-report.ts';
import type { ModelDescription } from '../../src/nn/describe.ts';
import { fitFor } from '../../src/nn/picture-recipe.ts';
import { mostLost, type Candidate, type Choice } from './choose-storage.ts';
import type { FinishedRun } from './finished-run.ts';

/** The content of a card. */
export interface CardContent {
  readonly name: string;
  readonly run: FinishedRun;
  readonly description: ModelDescription;
  /** The temperature, fitted on the validation split and folded into the last layer. */
  readonly temperature: number;
  readonly choice: Choice;
  /** The number of training pictures. */
  readonly trained: number;
  /** The test results of the released file; missing if the data have no test split. */
  readonly test?: { readonly report: ClassificationReport; readonly calibration: Calibration };
  /** The version of the program that wrote the card. */
  readonly version: string;
}

/** The card; its tables are not yet aligned. */
export function modelCard(content: CardContent): string {
  const { name, test } = content;
  const sections = [
    `# ${name}`,
    `Written by \`npm run -s release\` of version ${content.version}. The next release overwrites any changes.`,
    whatItIs(content),
    howItWasTrained(content),
    results(content),
    ...(test
      ? [
          perClass(test.report),
          confusions(test.report),
          calibrationTable(test.calibration, content.temperature),
        ]
      : []),
    storages(content.choice),
    use(content),
  ];
  return `${sections.join('\n\n')}\n`;
}

const count = (value: number): string => value.toLocaleString('en');
const several = (value: number, thing: string): string => `${count(value)} ${thing}${value === 1 ? '' : 's'}`;
const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const rate = (value: number): string => value.toFixed(3);

/**
 * A table whose first columns are left-aligned and the others right-aligned. Bars within cells are escaped.
 */
function table(head: readonly string[], rows: readonly (readonly string[])[], leftColumns = 1): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i < leftColumns ? '---' : '---:'))), ...rows.map(line)].join(
    '\n',
  );
}

function whatItIs({ name, run, description, choice }: CardContent): string {
  const { input, classNames } = run.card;
  const { storage, bytes } = choice.chosen;
  const kernels = {
    float32: 'weights as float32',
    float16: 'kernels as float16, everything else as float32',
    int8: 'kernels as int8 with a scale for each output channel, everything else as float32',
  }[storage];
  return [
    `A classifier of ${input.channels === 1 ? 'grey' : 'colour'} pictures of ${input.width}×${input.height} pixels in ${classNames.length} classes: ${classNames.join(', ')}.`,
    '',
    `- Architecture: ${description.model}, ${count(description.parameters)} parameters, ${count(description.multiplyAdds)} multiply-adds per picture.`,
    `- File: \`${name}.onnx\`, ${count(bytes.length)} bytes, ${kernels}. It computes in float32.`,
    '- Input `image`: uint8, raw pixels. Output `probabilities`: float32. It opens in any ONNX runtime.',
  ].join('\n');
}

function howItWasTrained({ name, run, trained }: CardContent): string {
  const { config, written, metrics, card } = run;
  const recipe = Object.fromEntries(Object.entries(written).filter(([key]) => key !== 'data'));
  const isNamed = card.data === 'fashion-mnist' || card.data === 'sketches';
  const data = isNamed ? card.data : `FOLDER_OF_${card.data.toUpperCase().replace(/\W+/g, '_')}`;
  const preset = written['preset'];
  const source =
    typeof preset === 'string' ? `--preset ${preset} --seed ${config.seed}` : `--config ${name}.json`;
  const threads = config.threads === undefined ? 'all threads' : several(config.threads, 'thread');
  const ended = metrics.stopReason === undefined ? '' : `; it stopped early: ${metrics.stopReason}`;
  return [
    '## Training',
    '',
    `Trained on ${count(trained)} pictures of ${card.data} with seed ${config.seed}: ${several(metrics.epochs, 'epoch')} in ${count(Math.round(metrics.seconds))} s on ${threads}${ended}. A further ${count(metrics.validation.count)} pictures were held out for validation (drawn with seed ${config.validationSeed ?? config.seed}). The released model is that of epoch ${count(metrics.validation.epoch)}, the best on the validation split.`,
    '',
    '```sh',
    `npm run -s atelier -- train ${source} --data ${data} --name ${name}`,
    `npm run -s release -- ${name} runs/${name}`,
    '```',
    '',
    `${typeof preset === 'string' ? 'The configuration' : `The content of \`${name}.json\``}:`,
    '',
    '```json',
    JSON.stringify(recipe, null, 2),
    '```',
  ].join('\n');
}

function results({ choice, test, run }: CardContent): string {
  const row = (split: string, { count: pictures, ...report }: ClassificationReport) => [
    ...[split, count(pictures), percent(report.accuracy)],
    ...[report.accuracyInterval.map(percent).join(' to '), report.loss.toFixed(4)],
  ];
  const rows = [row('validation', choice.chosen.validation), ...(test ? [row('test', test.report)] : [])];
  return [
    '## Results',
    '',
    'These are the results of the released file, in one pass over unchanged pictures.',
    '',
    table(['split', 'pictures', 'accuracy', '95 % interval (Wilson)', 'loss'], rows),
    '',
    test
      ? 'The validation split chose the epoch, the temperature and the storage. The test split chose nothing; it was evaluated once, for this card.'
      : `The validation split chose the epoch, the temperature and the storage, so its result is slightly too good. ${run.card.data} has no test split.`,
  ].join('\n');
}

function perClass({ perClass: classes, macro, count: pictures }: ClassificationReport): string {
  const scores = ({ precision, recall, f1 }: typeof macro) => [precision, recall, f1].map(rate);
  return [
    '### Per class, on the test split',
    '',
    table(
      ['class', 'precision', 'recall', 'F1', 'pictures'],
      [
        ...classes.map((row) => [row.name, ...scores(row), count(row.support)]),
        ['macro average', ...scores(macro), count(pictures)],
      ],
    ),
  ].join('\n');
}

const worstPairs = 5;

function confusions({ confusion, perClass: classes }: ClassificationReport): string {
  const pairs = confusion.flatMap((row, label) =>
    row.flatMap((mistakes, predicted) =>
      mistakes > 0 && predicted !== label ? { mistakes, label, predicted } : [],
    ),
  );
  // Equal counts stay in the order of their classes.
  pairs.sort((a, b) => b.mistakes - a.mistakes);
  const rows = pairs.slice(0, worstPairs).map(({ mistakes, label, predicted }) => {
    const { name, support } = classes[label]!;
    return [name, classes[predicted]!.name, count(mistakes), percent(mistakes / support)];
  });
  return [
    '### Most frequent confusions, on the test split',
    '',
    rows.length === 0
      ? 'There are none.'
      : table(['true class', 'predicted', 'pictures', 'of its class'], rows, 2),
  ].join('\n');
}

function calibrationTable({ expectedCalibrationError, bins }: Calibration, temperature: number): string {
  return [
    '### Calibration, on the test split',
    '',
    `Expected calibration error ${percent(expectedCalibrationError)}, over 15 bins of equal width (Guo et al., 2017). It is the mean difference between the probability of the likeliest class and the share of pictures for which that class is right. The file's last layer includes a temperature of ${rate(temperature)}, fitted on the validation split.`,
    '',
    table(
      ['probability', 'pictures', 'mean probability', 'accuracy'],
      bins.map(({ low, high, count: pictures, confidence, accuracy }) => [
        ...[`${rate(low)} to ${rate(high)}`, count(pictures), rate(confidence), rate(accuracy)],
      ]),
    ),
  ].join('\n');
}

function storages({ chosen, measured }: Choice): string {
  const row = ({ storage, bytes, validation }: Candidate) => [
    ...[storage, count(bytes.length), percent(validation.accuracy), validation.loss.toFixed(4)],
    storage === chosen.storage ? 'released' : '',
  ];
  return [
    '## Storage',
    '',
    `The released storage is the smallest whose accuracy on the validation split is at most ${(100 * mostLost).toFixed(1)} points below that of float32.`,
    '',
    table(['kernels', 'bytes', 'validation accuracy', 'loss', ''], measured.map(row)),
  ].join('\n');
}

function use({ name, run }: CardContent): string {
  const { input, pictures, classNames, data } = run.card;
  const isGarment = fitFor(input.channels, pictures?.fit) === 'garment';
  const size = `${input.width}×${input.height}`;
  const photographs = isGarment
    ? `\`predict\` converts photographs to this form first: grey, trimmed to the garment, inverted if the garment is dark on a light background, and ${size} pixels. This helps with one garment on a plain background. It does not help with people, several objects, clutter or patterned backgrounds; the accuracy on such pictures has not been measured.`
    : `\`predict\` resizes photographs to ${size} pixels, with the fit that the model states. The accuracy on kinds of photographs that it was not trained on has not been measured.`;
  return [
    '## Use and limits',
    '',
    '```sh',
    `npm run -s atelier -- predict --model ${name} PICTURE`,
    `npm run -s atelier -- evaluate ${name}`,
    '```',
    '',
    `- Intended for: trying the program, comparisons, learning, and classifying pictures like those of ${data}.`,
    `- It knows ${classNames.length} classes, and "none of these" is not one of them: it assigns any picture to one of its classes, sometimes with a high probability.`,
    `- Its training pictures are small (${size}), ${input.channels === 1 ? 'grey' : 'in colour'} and similar to each other${isGarment ? ': one object each, light on an empty black background' : ''}. Real photographs are different.`,
    `- ${photographs}`,
    '- Not intended for decisions about people, or for any use in which a wrong class does harm.',
  ].join('\n');
}
