// The self-checks of this installation: what is used here, and what fell back to something slower.
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { findBlockSize } from '../../engine/runtime/block-size.ts';
import { findRefusal } from '../../engine/runtime/results-in-place.ts';
import { loadRuntime } from '../../engine/runtime/runtime.ts';
import { availableCores } from '../available-cores.ts';
import { dataVariable, programCacheFolder, type Environment } from '../data/places.ts';
import { packageVersion } from '../files/package-version.ts';

/** The result of a check: all is well, something slower is used, or something does not work. */
export type CheckState = 'ok' | 'fell back' | 'failed';

/** The result of one self-check. */
export interface Check {
  readonly name: string;
  readonly state: CheckState;
  /** What was found and what it means. */
  readonly words: string;
}

type Finding = Omit<Check, 'name'>;

const ok = (words: string): Finding => ({ state: 'ok', words });
const fellBack = (words: string): Finding => ({ state: 'fell back', words });
const failed = (words: string): Finding => ({ state: 'failed', words });

/** The minor version whose internal layout and binding the engine relies on. */
const pinned = '1.30';

/** Runs all checks in turn. A check that throws has failed. */
export async function selfChecks(env: Environment): Promise<Check[]> {
  const checks: Readonly<Record<string, () => Finding | Promise<Finding>>> = {
    runtime,
    layout,
    results,
    threads,
    memory,
    pictures,
    fonts,
    data: () => data(env),
    cache: () => cache(env),
  };
  const found: Check[] = [];
  for (const [name, check] of Object.entries(checks)) {
    try {
      found.push({ name, ...(await check()) });
    } catch (error) {
      found.push({ name, ...failed(error instanceof Error ? error.message : String(error)) });
    }
  }
  return found;
}

function runtime(): Finding {
  const version = packageVersion('onnxruntime-node');
  if (version.startsWith(`${pinned}.`)) return ok(`onnxruntime-node ${version}`);
  return fellBack(`onnxruntime-node ${version}; the engine was tested with ${pinned}, run npm ci`);
}

async function layout(): Promise<Finding> {
  const size = await findBlockSize({ threads: 1 });
  if (size === 16) return ok('convolutions run in blocks of 16 channels, with AVX-512');
  if (size !== undefined) return ok(`convolutions run in blocks of ${size} channels, with AVX2`);
  return fellBack('the runtime has no blocked layout on this processor: training takes longer');
}

async function results(): Promise<Finding> {
  const refusal = await findRefusal(await loadRuntime());
  if (refusal !== undefined) return ok('the runtime leaves results where they are');
  return fellBack('the runtime copies results: small steps take longer');
}

async function threads(): Promise<Finding> {
  const cores = await availableCores();
  return ok(`${cores} ${cores === 1 ? 'core' : 'cores'} for this process`);
}

/** What training of the default network needs. */
const leastBytes = 2 ** 30;

function memory(): Finding {
  const gibibytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  const words = `${gibibytes(freemem())} free of ${gibibytes(totalmem())}`;
  return totalmem() < leastBytes ? fellBack(`${words}; choose small batches`) : ok(words);
}

async function pictures(): Promise<Finding> {
  const { default: sharp } = await import('sharp');
  const black = { width: 2, height: 2, channels: 3, background: 'black' } as const;
  await sharp({ create: black }).png().toBuffer();
  return ok(`sharp ${packageVersion('sharp')} with libvips ${sharp.versions.vips}`);
}

function fonts(): Finding {
  const name = '@expo-google-fonts/open-sans/400Regular/OpenSans_400Regular.ttf';
  const file = createRequire(import.meta.url).resolve(name);
  return existsSync(file) ? ok('Open Sans, for figures as PNG') : failed(`${file} is missing`);
}

async function data(env: Environment): Promise<Finding> {
  const folder = dataVariable(env);
  if (folder === undefined) return ok('ATELIER_DATA is not set: data comes from the cache or is downloaded');
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return ok(`ATELIER_DATA is ${folder}`);
  return failed(`ATELIER_DATA is ${folder}, which is no folder`);
}

/** The nearest folder that exists must be writable: the rest is made when it is needed. */
async function cache(env: Environment): Promise<Finding> {
  const folder = programCacheFolder(env);
  let existing = folder;
  while (!existsSync(existing) && existing !== dirname(existing)) existing = dirname(existing);
  const isWritable = await access(existing, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (isWritable) return ok(folder);
  return fellBack(`${folder} can't be written: results and pictures are computed again each time`);
}
