// `atelier inspect check`: says which pieces are not good, and where.
import { Command } from 'commander';
import { InputError } from '../../errors.ts';
import type { InspectorCard } from '../../inspection/inspector-file.ts';
import type { Inspector } from '../../inspection/inspector.ts';
import type { CheckedPiece, JudgedPiece } from '../../node/inspection/check-files.ts';
import { counted, percent, readable } from '../../number-words.ts';
import { examples, jsonOption, maxPixelsOption, threadsOption } from '../options/common.ts';
import { complain, notice, oneLine, printJson, printResult } from '../terminal/output.ts';
import { untilSignal } from '../terminal/until-signal.ts';

interface Options {
  readonly sheet?: string;
  readonly csv?: string;
  readonly watch?: string;
  readonly maxPixels?: number;
  readonly threads: number;
  readonly json?: boolean;
}

/** The exit code if a piece is defective. */
const defectiveCode = 3;

export function checkCommand(): Command {
  return new Command('check')
    .description('say which pieces are not good, and where')
    .argument('<inspector>', 'the inspector’s file')
    .argument('[pictures...]', 'picture files or folders')
    .option('--sheet <file.png>', 'draw the pieces with the highest scores, and where they are defective')
    .option('--csv <file.csv>', 'write scores, verdicts and places as a table')
    .option('--watch <folder>', 'judge the pictures that come into a folder, until Ctrl-C')
    .addOption(maxPixelsOption())
    .addOption(threadsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
The exit code is 3 if a piece is defective, else 1 if a picture can't be read, else 0. With --watch and --json each piece
is a document in a line of its own.
${examples(
  'inspect check inspector.onnx piece.jpg',
  'inspect check inspector.onnx pieces/ --sheet found.png --csv found.csv',
  'inspect check inspector.onnx --watch incoming/ --json',
)}`,
    )
    .action(check);
}

async function check(file: string, paths: string[], options: Options): Promise<void> {
  const { openInspectorFile } = await import('../../node/inspection/inspector-file.ts');
  await checkArguments(paths, options);
  const inspector = await openInspectorFile(file, options.threads);
  try {
    if (options.watch === undefined) await checkAll(inspector, paths, options);
    else await checkIncoming(inspector, options.watch, options);
  } finally {
    await inspector.dispose();
  }
}

async function checkArguments(paths: readonly string[], { watch, sheet, csv }: Options): Promise<void> {
  const { checkFilePlace } = await import('../files/file-place.ts');
  if (watch !== undefined && (paths.length > 0 || sheet !== undefined || csv !== undefined))
    throw new InputError('--watch: judges one folder and prints; leave out pictures, --sheet and --csv');
  if (watch === undefined && paths.length === 0)
    throw new InputError('inspect check: expected pictures or folders after the inspector, got none');
  if (sheet !== undefined) await checkFilePlace(sheet, '.png', '--sheet');
  if (csv !== undefined) await checkFilePlace(csv, '.csv', '--csv');
}

async function checkAll(inspector: Inspector, paths: readonly string[], options: Options): Promise<void> {
  const { sheet, csv, json, maxPixels } = options;
  const { listImageFiles } = await import('../../node/pictures/list.ts');
  const { checkFiles, isJudged } = await import('../../node/inspection/check-files.ts');
  const { mostDrawn } = await import('../../node/inspection/inspection-sheet.ts');
  const { writeFileAtomically } = await import('../../node/files/atomic-write.ts');
  const checked: Told[] = [];
  let worst: JudgedPiece[] = [];
  for await (const part of checkFiles(inspector, await listImageFiles(paths), maxPixels)) {
    if (!json) part.forEach(printPiece);
    checked.push(...part.map(told));
    if (sheet !== undefined)
      worst = [...worst, ...part.filter(isJudged)].sort((a, b) => b.score - a.score).slice(0, mostDrawn);
  }
  if (sheet !== undefined && worst.length > 0) {
    const { inspectionSheet } = await import('../../node/inspection/inspection-sheet.ts');
    await writeFileAtomically(sheet, await inspectionSheet(worst, inspector.card, sheetTitle(checked)));
  }
  if (csv !== undefined) await writeFileAtomically(csv, await tableOf(checked));
  if (json) printJson(checked.map(documentOf));
  await warnOfDrift(checked, inspector.card);
  setExitCode(checked);
}

/** What is kept of a checked piece: everything but its picture and map. */
type Told = Omit<JudgedPiece, 'image' | 'map'> | Extract<CheckedPiece, { error: string }>;

const told = (piece: CheckedPiece): Told => {
  if ('error' in piece) return piece;
  const { file, score, isDefective, places } = piece;
  return { file, score, isDefective, places };
};

/** A piece as JSON. */
const documentOf = (piece: Told) => {
  if ('error' in piece) return { file: piece.file, error: piece.error };
  const { file, score, isDefective } = piece;
  return { file, score, isDefective };
};

async function checkIncoming(
  inspector: Inspector,
  folder: string,
  { json, maxPixels }: Options,
): Promise<void> {
  const { checkFiles } = await import('../../node/inspection/check-files.ts');
  const { watchFolder } = await import('../../node/inspection/watch-folder.ts');
  const { entriesOf } = await import('../../node/files/entries.ts');
  await entriesOf(folder); // what is wrong from the beginning ends the command
  notice(`watching ${folder}; press Ctrl-C to end`);
  let recent: Told[] = [];
  await untilSignal((signal) =>
    watchFolder(folder, {
      ...{ quietMs: 200, everyMs: 1000, signal },
      onFiles: async (files) => {
        for await (const part of checkFiles(inspector, files, maxPixels)) {
          for (const piece of part)
            if (json) printResult(JSON.stringify(documentOf(told(piece))));
            else printPiece(piece);
          recent.push(...part.map(told));
          setExitCode(recent);
          if (recent.length < piecesPerTest) continue;
          await warnOfDrift(recent, inspector.card);
          recent = []; // each piece takes part in one test, so that false alarms keep their rate
        }
      },
      onError: (error) => {
        if (!(error instanceof InputError)) throw error;
        complain(`${error.message}; trying again`);
      },
    }),
  );
}

/** After so many pieces of a watched folder, it is tested whether good pieces have moved. */
const piecesPerTest = 50;

function setExitCode(checked: readonly Told[]): void {
  if (checked.some((piece) => 'score' in piece && piece.isDefective)) process.exitCode = defectiveCode;
  else if (checked.some((piece) => 'error' in piece)) process.exitCode ??= 1;
}

async function warnOfDrift(checked: readonly Told[], { heldBack, threshold }: InspectorCard): Promise<void> {
  const { driftOf, driftLevel } = await import('../../inspection/drift.ts');
  const scores = checked.flatMap((piece) => ('score' in piece ? [piece.score] : []));
  const drift = driftOf(scores, { heldBack: heldBack.scores, threshold });
  if (!drift?.hasMoved) return;
  const what =
    drift.passing < 0.5
      ? `only ${percent(drift.passing, 0)} of ${counted(scores.length, 'piece')} pass`
      : `the pieces that pass have higher scores than good ones had (in ${percent(driftLevel, 0)} of batches by chance)`;
  notice(`${what}: perhaps the light or the camera has changed`);
}

function printPiece(piece: CheckedPiece): void {
  if ('error' in piece) return complain(piece.error);
  const { file, score, isDefective, places } = piece;
  const verdict = isDefective ? 'defective' : 'good';
  printResult(oneLine([`${file}: ${verdict} (${readable(score)})`, ...whereOf(places)].join(', ')));
}

/** Where the worst place of a piece is, and how many others there are. */
function whereOf([first, ...others]: JudgedPiece['places']): string[] {
  if (!first) return [];
  const middle = (start: number, size: number) => percent(start + size / 2, 0);
  const more = others.length > 0 ? ` and ${counted(others.length, 'more place')}` : '';
  return [
    `${middle(first.x, first.width)} from the left, ${middle(first.y, first.height)} from the top${more}`,
  ];
}

const sheetTitle = (checked: readonly Told[]): string => {
  const defective = checked.filter((piece) => 'score' in piece && piece.isDefective).length;
  return `${defective} of ${counted(checked.length, 'piece')} defective`;
};

async function tableOf(checked: readonly Told[]): Promise<string> {
  const { csvTable } = await import('../../data/write-csv.ts');
  const header = ['file', 'score', 'defective', 'places', 'x', 'y', 'width', 'height', 'error'];
  const rows = checked.map((piece) => {
    if ('error' in piece) return [piece.file, ...new Array<null>(7).fill(null), piece.error];
    const { file, score, isDefective, places } = piece;
    const [first] = places;
    const box = first ? [first.x, first.y, first.width, first.height] : [null, null, null, null];
    return [file, score, isDefective ? 'yes' : 'no', places.length, ...box, null];
  });
  return csvTable(header, rows);
}
