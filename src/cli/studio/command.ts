// `atelier studio`: the program as a web application for one person on this machine.
import { Command, Option } from 'commander';
import { examples, integer } from '../options/common.ts';
import type { StudioOptions } from './run.ts';

export function studioCommand(): Command {
  return new Command('studio')
    .description(
      'open the studio, a web application for this machine: train, compare and try models in a browser; nothing leaves the machine',
    )
    .option('--runs <folder>', 'folder for runs, created if missing', 'runs')
    .option('--data <folders...>', 'folders of data sets of your own')
    .option('--models <folders...>', 'folders of .onnx files to try and to build on')
    .option('--catalogue <places...>', 'catalogues: folders, or addresses of databases: postgres://…')
    .option('--inspector <files...>', 'inspectors that atelier inspect learn made')
    .option('--pieces <folders...>', 'folders of pieces to inspect')
    .addOption(
      new Option(
        '--port <number>',
        'port on 127.0.0.1; 0 takes any that is free (default: 4690, or any)',
      ).argParser(integer('--port', 0, 65_535)),
    )
    .option('--no-open', 'only print the address')
    .addHelpText(
      'after',
      examples(
        'studio',
        'studio --data ./photos --data ./shoes',
        'studio --catalogue ./shop',
        'studio --inspector fabric.onnx --pieces ./incoming',
        'studio --runs /disk/runs --port 9000 --no-open',
      ),
    )
    .action(async (options: StudioOptions) => {
      const { studio } = await import('./run.ts');
      await studio(options);
    });
}
