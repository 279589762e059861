// Optimisers and schedules by name, with options. In a file the form is `{ type, ...options }`, on a command
// line `name` or `name:option=value,option=value`.
import { shown } from '../config-error.ts';
import { didYouMean } from '../did-you-mean.ts';
import { InputError } from '../errors.ts';

/** An optimiser or a schedule as data: its type and its options. */
export type NamedOptions = {
  /** The name of its type. */
  readonly type: string;
} & Readonly<Record<string, unknown>>;

/** The functions that make things of one kind, by name. */
type Makers<T> = Readonly<Record<string, (options: never) => T>>;

/** Makes the named thing. Throws an InputError for an unknown name; its function checks the options. */
export function makeNamed<T>(kind: string, makers: Makers<T>, named: unknown): T {
  if (!isNamed(named)) throw new InputError(`${kind}: expected { type, ...options }, got ${shown(named)}`);
  const { type, ...options } = named;
  const names = Object.keys(makers);
  if (!names.includes(type))
    throw new InputError(
      `there is no ${kind} ${type}: expected ${names.join(', ')}${didYouMean(type, names)}`,
    );
  return makers[type]!(options as never);
}

const isNamed = (value: unknown): value is NamedOptions =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Reads the form of the command line. Throws an InputError if a part is not `option=value`. */
export function parseNamed(text: string): NamedOptions {
  const colon = text.indexOf(':');
  const type = colon < 0 ? text : text.slice(0, colon);
  const options = new Map<string, number | boolean>();
  for (const part of colon < 0 ? [] : text.slice(colon + 1).split(',')) {
    const [, name, value] = /^([^=]+)=(.+)$/.exec(part.trim()) ?? [];
    if (name === undefined || value === undefined)
      throw new InputError(`${type}: expected option=value, got '${part}'`);
    if (name === 'type')
      throw new InputError(`${type}: type: expected the name before the colon, not as an option`);
    if (options.has(name)) throw new InputError(`${type}: ${name}: the option is given twice`);
    options.set(name, parseValue(`${type}: ${name}`, value));
  }
  return { type, ...Object.fromEntries(options) };
}

function parseValue(owner: string, text: string): number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  throw new InputError(`${owner}: expected a number, true or false, got '${text}'`);
}
