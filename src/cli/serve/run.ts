// Runs `atelier serve` until SIGTERM or Ctrl-C. The log goes to standard error, one JSON document a line.
import { readFile } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import { pino } from 'pino';
import { InputError } from '../../errors.ts';
import { explainSystemError } from '../../node/files/system-errors.ts';
import { resolveModelFile } from '../../node/runs/model-argument.ts';
import type { ModelSource } from '../../server/models/model-version.ts';
import { modelName } from '../../server/models/repository-folder.ts';
import { describeServer, startServer } from '../../server/server.ts';
import { chooseModel } from '../files/open-model.ts';
import { useDevice } from '../files/use-device.ts';
import { notice, printResult } from '../terminal/output.ts';
import { signalled } from '../terminal/signalled.ts';
import type { ServeOptions } from './options.ts';

/** Serves models until a signal comes. @throws InputError if it can't start */
export async function serve(given: readonly string[], options: ServeOptions): Promise<void> {
  await useDevice({ device: options.device });
  const { models: folder, catalogue, tokenFile, logLevel, ...rest } = options;
  const isNamed = given.length > 0 || folder !== undefined || catalogue !== undefined;
  const named = isNamed ? given : [await chooseModel()];
  const models = await Promise.all(named.map(modelSource));
  const twice = models.find(({ name }, i) => models.findIndex((other) => other.name === name) < i);
  if (twice) throw new InputError(`serve: two models are called '${twice.name}'; name one with NAME=FILE`);
  const token = tokenFile === undefined ? undefined : await readToken(tokenFile);
  const destination = pino.destination({ dest: 2, sync: false });
  const log = pino({ level: logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  try {
    const server = await startServer(
      { models, folder, catalogue },
      { ...rest, ...(token !== undefined && { token }) },
      log,
    );
    printResult(describeServer(server));
    await signalled();
    notice(`stopping; connections are taken for ${options.grace} s more; a second signal stops at once`);
    await server.stop();
  } finally {
    destination.flushSync();
  }
}

/** The name and the file of an argument: `NAME=FILE`, or a model, whose name is that of its file or run. */
async function modelSource(argument: string): Promise<ModelSource> {
  const [, given, path = argument] = /^([^=/\\]+)=(.+)$/.exec(argument) ?? [];
  const file = await resolveModelFile(path);
  const own =
    basename(file) === 'best.onnx' && path !== file ? basename(dirname(file)) : basename(file, extname(file));
  const name = given ?? own;
  if (!modelName.test(name) || name === 'stats')
    throw new InputError(
      `${argument}: expected a name of letters, digits, dots, hyphens and underscores, got '${name}'; give one with NAME=FILE`,
    );
  return { name, version: '1', file };
}

async function readToken(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw explainSystemError(error, `--token-file: ${file} can't be read`);
  });
  const token = text.trim();
  if (/^[\x21-\x7e]{8,4096}$/.test(token)) return token;
  throw new InputError(`--token-file: expected a token of at least 8 visible ASCII characters in ${file}`);
}
