// Reads the file of a study: its distributions, its base, and the architecture file that it names.
import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, parse } from 'node:path';
import { shown, type ConfigPath, type Locate } from '../../config-error.ts';
import { InputError } from '../../errors.ts';
import type { TrainingConfigInput } from '../../training/config-schema.ts';
import { presetNames } from '../../training/preset-names.ts';
import { hasDistribution } from '../../tuning/space-template.ts';
import { readStudySpace, type StudySpace } from '../../tuning/study-space.ts';
import { readConfigFile } from '../files/config-file.ts';
import { readYamlFile } from '../files/yaml-file.ts';

type Mapping = Readonly<Record<string, unknown>>;

/**
 * Reads and checks a study's file.
 *
 * @param data replaces the data of the base
 * @returns the study; its name is that of the file if it has none
 * @throws InputError naming file, line and column
 */
export async function readSpaceFile(
  file: string,
  data?: string,
): Promise<StudySpace & { readonly name: string }> {
  const { value, locate } = await readConfigFile(file);
  const document = value as Mapping;
  const base = await readBase(document['base'], file, locate);
  const network = await readArchitecture(document['architecture'], file);
  const whole = network ? { ...document, architecture: network.value } : document;
  const place: Locate = (path, what) =>
    network && path[0] === 'architecture' ? network.locate(path.slice(1), what) : locate(path, what);
  const study = readStudySpace(whole, { ...base, ...(data !== undefined && { data }) }, place);
  return { ...study, name: study.name ?? parse(file).name };
}

/** A configuration, the name of a preset, or the path of a run or a configuration file. */
async function readBase(base: unknown, file: string, locate: Locate): Promise<TrainingConfigInput> {
  if (base === undefined) return {};
  if (typeof base === 'object' && base !== null && !Array.isArray(base)) return base;
  const at = locate(['base'], 'value');
  if (typeof base !== 'string')
    throw new InputError(
      `${at}: base: expected a configuration, or the name of a preset or a run, got ${shown(base)}`,
    );
  const preset = presetNames.find((name) => name === base);
  if (preset) return { preset };
  for (const folder of ['', dirname(file)]) {
    const path = isAbsolute(base) ? base : join(folder, base);
    const status = await stat(path).catch(() => undefined);
    if (!status) continue;
    const config = status.isDirectory() ? join(path, 'config.json') : path;
    return { ...((await readConfigFile(config)).value as TrainingConfigInput), version: undefined };
  }
  throw new InputError(
    `${at}: base: expected ${presetNames.join(', ')}, or the path of a run or a configuration, got '${base}'`,
  );
}

/** The document of an architecture file that has distributions. Its path counts from the study's file. */
async function readArchitecture(
  architecture: unknown,
  file: string,
): Promise<{ value: unknown; locate: Locate } | undefined> {
  if (typeof architecture !== 'string' || !/\.(yaml|yml|json)$/i.test(architecture)) return undefined;
  const beside = join(dirname(file), architecture);
  const path =
    !isAbsolute(architecture) && (await stat(beside).catch(() => undefined)) ? beside : architecture;
  const { value, locate } = await readYamlFile(path, 'an architecture');
  return hasDistribution(value) ? { value, locate: (at: ConfigPath, what) => locate(at, what) } : undefined;
}
