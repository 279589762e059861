// `atelier inspect evaluate`: measures an inspector on pieces whose defects are known.
import { join } from 'node:path';
import { Command } from 'commander';
import type { EvaluationIntervals, InspectorEvaluation } from '../../inspection/evaluate-inspector.ts';
import type { InspectorCard } from '../../inspection/inspector-file.ts';
import type { FolderEvaluation } from '../../node/inspection/evaluate-folder.ts';
import { percent, rate } from '../../number-words.ts';
import { examples, jsonOption, threadsOption } from '../options/common.ts';
import { notice, oneLine, printJson, printResult } from '../terminal/output.ts';
import { alignColumns } from '../terminal/table.ts';

interface Options {
  readonly out?: string;
  readonly threads: number;
  readonly json?: boolean;
}

export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('measure an inspector on good and defective pieces')
    .argument('<inspector>', 'the inspector’s file')
    .argument(
      '<folder>',
      'pieces in MVTec’s layout: test/good, test/DEFECT and ground_truth/DEFECT/*_mask.png',
    )
    .option(
      '--out <folder>',
      'write sheets of the worst misses and false alarms, and for planted defects a figure',
    )
    .addOption(threadsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'inspect evaluate inspector.onnx planted',
        'inspect evaluate inspector.onnx bottle/ --out runs/bottle',
      ),
    )
    .action(evaluate);
}

async function evaluate(file: string, folder: string, { out, threads, json }: Options): Promise<void> {
  const { openInspectorFile } = await import('../../node/inspection/inspector-file.ts');
  const { evaluateFolder } = await import('../../node/inspection/evaluate-folder.ts');
  const { evaluateInspector, evaluationIntervals } = await import('../../inspection/evaluate-inspector.ts');
  const { stageReporter } = await import('../terminal/stage-progress.ts');
  const { makeWritableFolder } = await import('../files/file-place.ts');
  if (out !== undefined) await makeWritableFolder(out);
  const inspector = await openInspectorFile(file, threads);
  const report = stageReporter();
  const found = await evaluateFolder(inspector, folder, (done, all) => report('judging', done / all)).finally(
    () => inspector.dispose(),
  );
  const { card } = inspector;
  const evaluation = evaluateInspector(found.pieces, card.threshold);
  if (out !== undefined) await writeDrawings(out, folder, found, card);
  if (json) return printJson(evaluation);
  printResult(describe(evaluation, evaluationIntervals(found.pieces, card.threshold)));
}

function describe(
  { perDefect, ...whole }: InspectorEvaluation,
  { intervals, falseAlarms: [alarms, good] }: EvaluationIntervals,
): string {
  const names = { imageAuroc: 'image AUROC', pixelAuroc: 'pixel AUROC', aupro: 'AUPRO', f1: 'F1' } as const;
  const lines = Object.entries(names).map(([name, words]) => {
    const interval = intervals[name as keyof typeof names];
    const range = interval ? `  (95 % interval ${rate(interval[0])} to ${rate(interval[1])})` : '';
    return `${words.padEnd(13)}${rate(whole[name as keyof typeof names])}${range}`;
  });
  const rows = Object.entries(perDefect).map(([kind, { found, pieces, ...figures }]) => [
    ...[oneLine(kind), `${found} of ${pieces}`],
    ...(['imageAuroc', 'pixelAuroc', 'aupro'] as const).map((name) => rate(figures[name])),
  ]);
  const table = alignColumns([['defect', 'found', 'image AUROC', 'pixel AUROC', 'AUPRO'], ...rows], 5);
  return `${lines.join('\n')}\nfalse alarms ${percent(alarms / good)}: ${alarms} of ${good} good pieces\n\n${table}`;
}

async function writeDrawings(
  out: string,
  folder: string,
  { pieces, misses, falseAlarms }: FolderEvaluation,
  card: InspectorCard,
): Promise<void> {
  const { inspectionSheet } = await import('../../node/inspection/inspection-sheet.ts');
  const { writeFileAtomically } = await import('../../node/files/atomic-write.ts');
  const { plantedDefects } = await import('../../node/inspection/planted-table.ts');
  const { figureDocument } = await import('../../figures/figure.ts');
  const { detectionFigure } = await import('../../figures/detection.ts');
  const write = async (name: string, content: Uint8Array | string) => {
    await writeFileAtomically(join(out, name), content);
    notice(oneLine(`wrote ${join(out, name)}`));
  };
  const sheet = (title: string, drawn: typeof misses) => inspectionSheet(drawn, card, title);
  await write('misses.png', await sheet('Defective pieces with the lowest scores', misses));
  await write('false-alarms.png', await sheet('Good pieces with the highest scores', falseAlarms));
  const planted = await plantedDefects(folder, pieces, card.threshold);
  if (planted.length > 0) await write('detection.svg', figureDocument(detectionFigure(planted)));
}
