// What is wrong with a layer's options, in a person's words: what the schema expects there, and what came. It keeps where in
// the options that was, so that whoever read them from a file can point at the line.
import { z } from 'zod';
import { InputError } from '../errors.ts';
import { didYouMean } from '../did-you-mean.ts';

/** A wrong option; the message names the owner and the option. */
export class ConfigError extends InputError {
  /** From the options down to what is wrong, e.g. `['kernelSize', 1]`; an option that there is not is named too. */
  readonly path: readonly PropertyKey[];
  /** Whether the option itself is wrong, rather than its value. */
  readonly isUnknownOption: boolean;

  constructor(message: string, path: readonly PropertyKey[], isUnknownOption: boolean) {
    super(message);
    this.path = path;
    this.isUnknownOption = isUnknownOption;
  }
}

/**
 * The error for the first of the issues that a schema found.
 *
 * @param owner what has the options, e.g. `conv2d`
 * @param given the options as they came
 */
export function configError(owner: string, schema: z.ZodType, given: unknown, issue: Issue): ConfigError {
  const json = jsonSchemaOf(schema);
  const isOwnWording = issue.message.startsWith('expected');
  if (isOwnWording && issue.message.includes(', got ')) {
    const words = [owner, ...issue.path.map(String), issue.message];
    return new ConfigError(words.join(': '), issue.path, issue.code === 'unrecognized_keys');
  }
  if (issue.code === 'unrecognized_keys') {
    const path = [...issue.path, issue.keys[0]!];
    return new ConfigError(`${owner}: ${unknownOption(json, path)}`, path, true);
  }
  const expected = isOwnWording ? issue.message : `expected ${wordsFor(schemaAt(json, issue.path))}`;
  const value = valueAt(given, issue.path);
  const hint = typeof value === 'string' ? didYouMean(value, wordsAllowed(schemaAt(json, issue.path))) : '';
  const words = [owner, ...issue.path.map(String), `${expected}, got ${shown(value)}${hint}`];
  return new ConfigError(words.join(': '), issue.path, false);
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

/** The part of JSON Schema that options are described by. */
interface JSONSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JSONSchema>>;
  readonly items?: JSONSchema;
  readonly prefixItems?: readonly JSONSchema[];
  readonly anyOf?: readonly JSONSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
}

function unknownOption(json: JSONSchema, path: readonly PropertyKey[]): string {
  const name = String(path.at(-1));
  const known = Object.keys(schemaAt(json, path.slice(0, -1)).properties ?? {});
  const which = known.length === 0 ? 'it takes none' : `expected ${known.join(', ')}`;
  return `there is no option ${name}: ${which}${didYouMean(name, known)}`;
}

const schemaAt = (json: JSONSchema, path: readonly PropertyKey[]): JSONSchema =>
  path.reduce<JSONSchema>(
    (schema, step) =>
      schema.properties?.[String(step)] ?? schema.prefixItems?.[Number(step)] ?? schema.items ?? {},
    json,
  );

const valueAt = (given: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown> | undefined)?.[step], given);

const wordsAllowed = ({ enum: values = [] }: JSONSchema): string[] => values.map(String);

/** What a schema expects, in words. */
function wordsFor(schema: JSONSchema): string {
  const { type, properties, anyOf } = schema;
  if (anyOf) return anyOf.map(wordsFor).join(' or ');
  if (schema.enum) return listed(schema.enum.map(String));
  if (schema.const !== undefined) return shown(schema.const);
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
      return `options (${Object.keys(properties ?? {}).join(', ') || 'none'})`;
    case undefined:
    default:
      return 'something else';
  }
}

/** ` from 1`, ` above 0 and below 1`; whole numbers say the least, and no bound that is none. */
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

/** A value as it may stand in one line of an error. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = toText(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function toText(value: unknown): string {
  try {
    return String(JSON.stringify(value)); // of a function: undefined
  } catch {
    return typeof value; // within itself, or deeper than the stack
  }
}
