// `atelier inspect threshold`: shows or moves the threshold of an inspector.
import { Command } from 'commander';
import { examples, jsonOption } from '../options/common.ts';
import { printJson, printResult } from '../terminal/output.ts';
import { falseAlarmsOption } from './options.ts';
import { describeThreshold, thresholdOf } from './threshold-words.ts';

interface Options {
  readonly falseAlarms?: number;
  readonly json?: boolean;
}

export function thresholdCommand(): Command {
  return new Command('threshold')
    .description('show the threshold of an inspector, or move it for another rate of false alarms')
    .argument('<inspector>', 'the inspector’s file, which is changed')
    .addOption(falseAlarmsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples('inspect threshold inspector.onnx', 'inspect threshold inspector.onnx --false-alarms 0.5%'),
    )
    .action(threshold);
}

async function threshold(file: string, { falseAlarms, json }: Options): Promise<void> {
  const { readInspectorFile } = await import('../../node/inspection/inspector-file.ts');
  const { decodeInspectorCard } = await import('../../inspection/inspector-file.ts');
  const { withFalseAlarms } = await import('../../inspection/move-threshold.ts');
  const { writeFileAtomically } = await import('../../node/files/atomic-write.ts');
  const bytes = await readInspectorFile(file);
  const moved = falseAlarms === undefined ? bytes : withFalseAlarms(bytes, falseAlarms, file);
  if (moved !== bytes) await writeFileAtomically(file, moved);
  const card = decodeInspectorCard(moved, file);
  if (json) printJson(thresholdOf(card));
  else printResult(describeThreshold(card));
}
