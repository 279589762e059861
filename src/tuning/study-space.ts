// The document of a study: a configuration with distributions, the base below it, and what is looked for.
import { z } from 'zod';
import type { ConfigPath, Locate } from '../config-error.ts';
import { InputError } from '../errors.ts';
import { architectureFromDocument } from '../nn/architecture-document.ts';
import { parseConfig } from '../parse-config.ts';
import { parseTrainingConfig } from '../training/config.ts';
import type { TrainingConfig, TrainingConfigInput } from '../training/config-schema.ts';
import { contains, countValues, valueAt, valueFor, type ParameterValue } from './distribution.ts';
import { objectiveDirections, objectiveNames, watchedObjectives, type ObjectiveName } from './objectives.ts';
import { fillSpace, isPointOf, type Parameter, type Parameters, type SearchSpace } from './space.ts';
import { fillTemplate, readSpaceTemplate, type SpaceTemplate } from './space-template.ts';

const headSchema = z.looseObject({
  /** The name of the study. */
  name: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} .,_-]*$/u, 'expected letters, numbers, spaces and . , _ -')
    .optional(),
  /** What is looked for; validation accuracy by default. */
  objectives: z.array(z.enum(objectiveNames)).min(1).default(['validationAccuracy']),
  /** Points to try first, after the base. */
  known: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))).default([]),
});

const headKeys: readonly string[] = ['name', 'objectives', 'known', 'base'];

/** A study before its first trial. */
export interface StudySpace {
  readonly name: string | undefined;
  readonly objectives: readonly ObjectiveName[];
  readonly space: SearchSpace;
  /** The base as a point, with the parameters whose values are known. */
  readonly base: Parameters;
  readonly known: readonly Parameters[];
  /** The training configuration of a point. */
  readonly configOf: (params: Parameters) => TrainingConfig;
  /** What distinguishes it from other studies. */
  readonly document: unknown;
}

/**
 * Reads a study's document and checks the configurations at the ends of each distribution and of each
 * choice.
 *
 * @param base the configuration that the document's values replace
 * @throws InputError with the location of the first mistake
 */
export function readStudySpace(
  document: Readonly<Record<string, unknown>>,
  base: TrainingConfigInput,
  locate: Locate,
): StudySpace {
  const { name, objectives, known } = parseConfig(locate, headSchema, document);
  const rest = Object.fromEntries(Object.entries(document).filter(([key]) => !headKeys.includes(key)));
  const [first] = objectives;
  if (!watchedObjectives.some((watched) => watched === first))
    throw new InputError(
      `${locate(['objectives', 0], 'value')}: objectives: expected ${watchedObjectives.join(' or ')} first, got ${first}`,
    );
  if (new Set(objectives).size < objectives.length)
    throw new InputError(`${locate(['objectives'], 'value')}: objectives: expected each one once`);
  const template = readSpaceTemplate(rest, locate);
  const { space } = template;
  const configOf = (params: Parameters) => configAt(template, base, params, locate);
  checkKnown(space, known, locate);
  checkEnds(space, template, configOf);
  return {
    ...{ name, objectives, space, known, configOf },
    base: basePoint(template, base),
    document: { rest, base, objectives, known },
  };
}

/** The directions of a study's objectives. */
export const directionsOf = (objectives: readonly ObjectiveName[]) =>
  objectives.map((objective) => objectiveDirections[objective]);

function configAt(
  template: SpaceTemplate,
  base: TrainingConfigInput,
  params: Parameters,
  locate: Locate,
): TrainingConfig {
  const { value, origins, nameOrigins } = fillTemplate(template, params);
  const place: Locate = (path, what) => {
    for (let length = path.length; length >= 0; length--) {
      const found = what === 'name' && length === path.length ? nameOrigins : origins;
      const origin = found.get(JSON.stringify(path.slice(0, length)));
      if (origin) return locate([...origin, ...path.slice(length)], what);
    }
    return locate([], 'value');
  };
  const config = parseTrainingConfig(merged(base, value), place);
  const { architecture } = config;
  if (typeof architecture !== 'string')
    architectureFromDocument(architecture, {
      name: 'custom',
      locate: (path, what) => place(['architecture', ...path], what),
    });
  return config;
}

/** Puts values above a base, within mappings too; a mapping of another type replaces the base's. */
function merged(below: unknown, above: unknown): unknown {
  if (!isMapping(below) || !isMapping(above)) return above;
  if (above['type'] !== undefined && above['type'] !== below['type']) return above;
  if ('layers' in above) return above;
  const result: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above))
    result[key] = key in below ? merged(below[key], value) : value;
  return result;
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checkKnown(space: SearchSpace, known: readonly Parameters[], locate: Locate): void {
  known.forEach((point, i) => {
    const wrong = Object.entries(point).find(([name, value]) => {
      const parameter = space.find((one) => one.name === name);
      return !parameter || !contains(parameter.distribution, value);
    });
    if (wrong)
      throw new InputError(
        `${locate(['known', i, wrong[0]], 'value')}: known: expected names and values of the space, got ${wrong[0]}: ${String(wrong[1])}`,
      );
  });
}

/**
 * Makes a configuration for both ends of each range and for each choice, so that mistakes come before any
 * trial.
 */
function checkEnds(space: SearchSpace, { defaults }: SpaceTemplate, configOf: StudySpace['configOf']): void {
  const middle = (parameter: Parameter): ParameterValue =>
    defaults[parameter.name] ?? valueFor(parameter.distribution, 0.5);
  configOf(fillSpace(space, middle));
  for (const parameter of space) {
    const above = ancestorsOf(parameter, space);
    for (const value of endsOf(parameter))
      configOf(fillSpace(space, (one) => (one === parameter ? value : (above.get(one.name) ?? middle(one)))));
  }
}

/** The choices under which a parameter is set. */
function ancestorsOf({ condition }: Parameter, space: SearchSpace): Map<string, ParameterValue> {
  if (!condition) return new Map();
  const parent = space.find(({ name }) => name === condition.parent)!;
  return ancestorsOf(parent, space).set(condition.parent, condition.value);
}

const endsOf = ({ distribution }: Parameter): readonly ParameterValue[] =>
  distribution.kind === 'categorical'
    ? distribution.choices
    : [
        distribution.low,
        countValues(distribution) < Infinity
          ? valueAt(distribution, countValues(distribution) - 1)
          : distribution.high,
      ];

/**
 * The base as a point: a distribution's default, or else what the base's configuration has in its place.
 */
function basePoint(
  { space, defaults, places, typeLabels }: SpaceTemplate,
  base: TrainingConfigInput,
): Parameters {
  const config = completed(base);
  const point: Record<string, ParameterValue> = {};
  for (const { name, distribution, condition } of space) {
    if (condition && point[condition.parent] !== condition.value) continue;
    const value = valueIn(config, places.get(name)!);
    const type = isMapping(value) && typeof value['type'] === 'string' ? value['type'] : undefined;
    const found = type === undefined ? (value as ParameterValue) : (typeLabels.get(name)?.get(type) ?? type);
    if (Object.hasOwn(defaults, name)) point[name] = defaults[name]!;
    else if (contains(distribution, found)) point[name] = found;
  }
  return point;
}

/** The base with all defaults; as it is if it is not complete without the space. */
function completed(base: TrainingConfigInput): unknown {
  try {
    return parseTrainingConfig(base);
  } catch {
    return base;
  }
}

const valueIn = (config: unknown, path: ConfigPath): unknown =>
  path.reduce<unknown>(
    (value, step) => (value as Record<string | number, unknown> | undefined)?.[step],
    config,
  );

/** The parameters that are set at the base, but whose value the base does not tell. */
export const unknownOfBase = ({ space, base }: StudySpace): string[] =>
  isPointOf(space, base)
    ? []
    : space
        .filter(
          ({ name, condition }) =>
            (!condition || base[condition.parent] === condition.value) && !Object.hasOwn(base, name),
        )
        .map(({ name }) => name);
