// Writes the error for options that a schema refuses: the place, what is expected there, and what was given.
// The error keeps the path within the options, so that whoever read them from a file can point at the line.
import { z } from 'zod';
import { InputError } from './errors.ts';
import { didYouMean } from './did-you-mean.ts';

/**
 * The path from the options, or a document, down to a part of it, e.g. `['layers', 2, 'conv2d', 'filters']`.
 */
export type ConfigPath = readonly (string | number)[];

/** Names the place of a path in a document, e.g. `cnn.yaml:7:5`: the place of its value, or of its name. */
export type Locate = (path: ConfigPath, what: 'value' | 'name') => string;

/** What the options belong to, e.g. `conv2d`, or a function that names their place in a file. */
export type ConfigOwner = string | Locate;

/** An invalid option. The message names the owner and the option. */
export class ConfigError extends InputError {
  /** The path from the options to the fault, e.g. `['kernelSize', 1]`. It also names an unknown option. */
  readonly path: ConfigPath;
  /** Whether the option itself is unknown; otherwise its value is wrong. */
  readonly isUnknownOption: boolean;

  constructor(message: string, path: ConfigPath, isUnknownOption: boolean) {
    super(message);
    this.path = path;
    this.isUnknownOption = isUnknownOption;
  }
}

/**
 * Makes the error for one issue that a schema found. If the schema has its own message and that begins with
 * `expected`, the message is kept.
 *
 * @param given the options before parsing
 */
export function configError(
  owner: ConfigOwner,
  schema: z.ZodType,
  given: unknown,
  issue: Issue,
): ConfigError {
  const isUnknownOption = issue.code === 'unrecognized_keys';
  const steps = isUnknownOption ? [...issue.path, issue.keys[0]!] : issue.path;
  const path = steps.map((step) => (typeof step === 'number' ? step : String(step)));
  const json = jsonSchemaOf(schema);
  const place =
    typeof owner === 'string'
      ? owner
      : owner(path, isUnknownOption || issue.code === 'invalid_key' ? 'name' : 'value');
  const words = isUnknownOption
    ? [unknownOption(json, given, path)]
    : issue.code === 'invalid_key'
      ? wrongName(path, issue.issues[0]!.message)
      : wrongValue(json, given, path, issue.message);
  return new ConfigError([place, ...words].join(': '), path, isUnknownOption);
}

/** For a name that the user chooses, such as a variant's. */
const wrongName = (path: ConfigPath, message: string): string[] => [
  ...path.slice(0, -1).map(String),
  `${message}, got ${shown(path.at(-1))}`,
];

function wrongValue(json: JSONSchema, given: unknown, path: ConfigPath, message: string): string[] {
  const expected = schemaAt(json, given, path);
  const value = valueAt(given, path);
  const hint = typeof value === 'string' ? didYouMean(value, wordsAllowed(expected)) : '';
  const words = message.startsWith('expected') ? message : `expected ${wordsFor(expected)}`;
  return [...path.map(String), `${words}, got ${shown(value)}${hint}`];
}

type Issue = z.core.$ZodIssue;

const jsonSchemas = new WeakMap<z.ZodType, JSONSchema>();

function jsonSchemaOf(schema: z.ZodType): JSONSchema {
  const known = jsonSchemas.get(schema);
  if (known) return known;
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JSONSchema;
  jsonSchemas.set(schema, made);
  return made;
}

/** The part of JSON Schema that describes our options. */
interface JSONSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JSONSchema>>;
  readonly items?: JSONSchema;
  readonly prefixItems?: readonly JSONSchema[];
  readonly anyOf?: readonly JSONSchema[];
  readonly oneOf?: readonly JSONSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: string | number | boolean | null;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
}

function unknownOption(json: JSONSchema, given: unknown, path: ConfigPath): string {
  const name = String(path.at(-1));
  const holder = path.slice(0, -1);
  const alternatives = alternativesFor(schemaAt(json, given, holder), valueAt(given, holder));
  const known = [...new Set(alternatives.flatMap(({ properties = {} }) => Object.keys(properties)))];
  const which = known.length === 0 ? 'it takes none' : `expected ${known.join(', ')}`;
  return `there is no option ${name}: ${which}${didYouMean(name, known)}`;
}

/**
 * The schema at a path, or its alternatives. Alternatives on the way are narrowed to those that fit the
 * given value.
 */
function schemaAt(json: JSONSchema, given: unknown, path: ConfigPath): JSONSchema {
  return path.reduce<JSONSchema>((schema, step, depth) => {
    const alternatives = alternativesFor(schema, valueAt(given, path.slice(0, depth)));
    const found = alternatives.flatMap(({ properties, prefixItems, items }) => {
      const inside = properties?.[String(step)] ?? prefixItems?.[Number(step)] ?? items;
      return inside ? [inside] : [];
    });
    return found.length > 1 ? { anyOf: found } : (found[0] ?? {});
  }, json);
}

/**
 * The schema itself, or its alternatives. If constants, such as a type, tell which alternatives fit the
 * value, only those.
 */
function alternativesFor(schema: JSONSchema, value: unknown): readonly JSONSchema[] {
  const all = alternativesOf(schema) ?? [schema];
  const fits = ({ properties = {} }: JSONSchema) =>
    Object.entries(properties).every(
      ([name, { const: constant }]) => constant === undefined || constant === valueAt(value, [name]),
    );
  const fitting = all.filter(fits);
  return fitting.length > 0 ? fitting : all;
}

const alternativesOf = ({ anyOf, oneOf }: JSONSchema): readonly JSONSchema[] | undefined => anyOf ?? oneOf;

const valueAt = (given: unknown, path: ConfigPath): unknown =>
  path.reduce<unknown>(
    (value, step) => (value as Record<string | number, unknown> | null | undefined)?.[step],
    given,
  );

/** The words that a schema allows: an enum's or a constant's, including those of alternatives. */
const wordsAllowed = (schema: JSONSchema): string[] => [
  ...(schema.enum ?? []).map(String),
  ...(schema.const === undefined ? [] : [String(schema.const)]),
  ...(alternativesOf(schema) ?? []).flatMap(wordsAllowed),
];

function wordsFor(schema: JSONSchema): string {
  const { type, properties = {} } = schema;
  const alternatives = alternativesOf(schema);
  if (alternatives) return listed(alternatives.map(wordsFor));
  if (schema.enum) return listed(schema.enum.map(String));
  if (schema.const !== undefined) return String(schema.const);
  switch (type) {
    case 'integer':
      return `a whole number${rangeOf(schema)}`;
    case 'number':
      return `a number${rangeOf(schema)}`;
    case 'boolean':
      return 'true or false';
    case 'string':
      return 'a word';
    case 'array':
      return 'a list';
    case 'object':
      return ['options', ...brackets(Object.keys(properties))].join(' ');
    case undefined:
    default:
      return 'another value';
  }
}

const brackets = (names: readonly string[]): string[] => (names.length > 0 ? [`(${names.join(', ')})`] : []);

/**
 * E.g. ` from 1` or ` above 0 and below 1`. Whole numbers name their smallest value; bounds of safe integers
 * are left out.
 */
function rangeOf({ type, minimum, exclusiveMinimum, maximum, exclusiveMaximum }: JSONSchema): string {
  const isBound = (bound: number | undefined): bound is number =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  const step = type === 'integer' ? 1 : undefined;
  const least = step && isBound(exclusiveMinimum) ? exclusiveMinimum + step : minimum;
  const low = isBound(least) ? `from ${least}` : isBound(exclusiveMinimum) ? `above ${exclusiveMinimum}` : '';
  const high = isBound(maximum)
    ? `to ${maximum}`
    : isBound(exclusiveMaximum)
      ? `below ${exclusiveMaximum}`
      : '';
  const words = [low, high].filter(Boolean).join(high.startsWith('below') && low ? ' and ' : ' ');
  return words && ` ${words}`;
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

const longest = 60;

/** Formats a value for an error message of one line. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = toText(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function toText(value: unknown): string {
  if (typeof value === 'number') return String(value); // JSON has no NaN
  try {
    return String(JSON.stringify(value)); // undefined for a function
  } catch {
    return typeof value; // circular, or nested deeper than the stack
  }
}
