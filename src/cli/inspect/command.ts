// `atelier inspect`: quality control by pictures.
import { Command } from 'commander';
import { examples } from '../options/common.ts';
import { acceptCommand } from './accept-command.ts';
import { checkCommand } from './check-command.ts';
import { evaluateCommand } from './evaluate-command.ts';
import { learnCommand } from './learn-command.ts';
import { plantCommand } from './plant-command.ts';
import { thresholdCommand } from './threshold-command.ts';

export function inspectCommand(): Command {
  return new Command('inspect')
    .description('learn what good pieces look like, and say which piece is not good, and where')
    .addHelpText(
      'after',
      examples(
        'inspect learn good/ --model efficientnet-lite0.onnx --out inspector.onnx',
        'inspect check inspector.onnx pieces/ --sheet found.png',
        'inspect plant good/ --out planted',
        'inspect evaluate inspector.onnx planted',
      ),
    )
    .addCommand(learnCommand())
    .addCommand(thresholdCommand())
    .addCommand(checkCommand())
    .addCommand(evaluateCommand())
    .addCommand(plantCommand())
    .addCommand(acceptCommand());
}
