// `atelier serve`: answers requests over HTTP with one or more models.
import { Command, Option } from 'commander';
import { defaultModelWords } from '../../node/runs/default-model.ts';
import { threadSafeDeviceNames } from '../../engine/device-names.ts';
import type { ServeOptions } from './options.ts';
import { examples, integer, modelWords, numberBetween, listOf, oneOf } from '../options/common.ts';

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'];

export function serveCommand(): Command {
  const whole = (flag: string, value: string, what: string, low: number, preset?: number) => {
    const option = new Option(`${flag} ${value}`, what).argParser(integer(flag, low));
    return preset === undefined ? option : option.default(preset);
  };
  const seconds = (flag: string, what: string, preset: number, low = 0) =>
    new Option(`${flag} <seconds>`, what).argParser(numberBetween(flag, low, 86_400)).default(preset);
  return new Command('serve')
    .description(
      'serve models over HTTP: the Open Inference Protocol V2, POST /predict for pictures, and a catalogue',
    )
    .argument(
      '[models...]',
      `each ${modelWords}, or NAME=FILE (default: ${defaultModelWords}; none with --catalogue)`,
    )
    .option('--models <folder>', 'also serve, and follow, a folder of models in versions: NAME/1/model.onnx')
    .option(
      '--catalogue <place>',
      'also serve a catalogue: its folder, or the address of its database, postgres://user@host/database',
    )
    .addOption(
      new Option('--port <number>', 'port; 0 takes any that is free')
        .argParser(integer('--port', 0, 65_535))
        .default(8080),
    )
    .addOption(new Option('--host <address>', 'address to listen on; 0.0.0.0 is all').default('127.0.0.1'))
    .option('--token-file <file>', 'file with a token that requests must bring: Authorization: Bearer …')
    .addOption(
      new Option('--device <name>', 'cpu, or cuda; webgpu can’t be used by several threads').argParser(
        oneOf('--device', threadSafeDeviceNames),
      ),
    )
    .addOption(
      whole(
        '--instances',
        '<count>',
        'batches of a model at once (default: one for each core, at most 4; 1 with cuda)',
        1,
      ),
    )
    .addOption(
      whole('--threads', '<count>', 'threads for each batch (default: cores divided by instances)', 1),
    )
    .addOption(whole('--max-batch', '<count>', 'most pictures in one run of a model', 1, 16))
    .addOption(
      new Option('--batch-delay <milliseconds>', 'how long a run waits for more pictures')
        .argParser(numberBetween('--batch-delay', 0, 60_000))
        .default(0),
    )
    .addOption(whole('--max-queue', '<count>', 'most pictures that wait; more are refused with 503', 1, 1024))
    .addOption(whole('--max-body', '<bytes>', 'largest body, before and after unpacking', 1, 32 * 2 ** 20))
    .addOption(whole('--max-pixels', '<count>', 'most pixels of a picture', 1, 32_000_000))
    .addOption(whole('--max-connections', '<count>', 'most connections at once', 1, 16_384))
    .addOption(seconds('--request-timeout', 'longest time for a request', 30, 0.1))
    .addOption(seconds('--headers-timeout', 'longest time for the headers of a request to arrive', 10, 0.1))
    .addOption(seconds('--idle-timeout', 'longest time for an idle connection', 60, 0.1))
    .addOption(seconds('--grace', 'time between SIGTERM and the last new connection', 5))
    .addOption(seconds('--poll', 'time between two looks at the files', 1, 0.01))
    .addOption(
      new Option('--cors <origins>', 'origins whose pages may ask, separated by commas, or *').argParser(
        listOf((text) => text.trim()),
      ),
    )
    .addOption(whole('--rate-limit', '<count>', 'most requests of an address in a minute', 1))
    .addOption(new Option('--log-level <name>', 'least level of the log').choices(logLevels).default('info'))
    .addHelpText(
      'after',
      examples(
        'serve',
        'serve runs/train --port 9000',
        'serve garments=best.onnx atelier --host 0.0.0.0 --token-file token.txt',
        'serve --models repository/',
        'serve runs/train --device cuda',
        'serve --catalogue shop',
      ),
    )
    .action(async (models: readonly string[], options: ServeOptions) => {
      const { serve } = await import('./run.ts');
      await serve(models, options);
    });
}
