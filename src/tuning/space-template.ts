// A training configuration with distributions in the place of values. Reads it into a search space, and
// makes the configuration of each point.
import { shown, type ConfigPath, type Locate } from '../config-error.ts';
import { didYouMean } from '../did-you-mean.ts';
import { InputError } from '../errors.ts';
import {
  contains,
  type Distribution,
  type NumericDistribution,
  type ParameterValue,
} from './distribution.ts';
import type { ParameterCondition, Parameter, Parameters, SearchSpace } from './space.ts';

type Mapping = Readonly<Record<string, unknown>>;

/** One option of a choice: the parameter's value, and what it puts into the configuration. */
interface Option {
  readonly label: ParameterValue;
  readonly content: Template;
}

/** A part of the configuration, and where it was written. */
type Template = { readonly path: ConfigPath } & (
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'mapping'; readonly entries: readonly (readonly [key: string, Template])[] }
  | { readonly kind: 'list'; readonly items: readonly Template[] }
  | { readonly kind: 'number'; readonly name: string }
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly options: readonly Option[];
      /** What all options have in common, if they are mappings. */
      readonly shared: readonly (readonly [key: string, Template])[];
    }
);

/** A space with the template that it was read from. */
export interface SpaceTemplate {
  readonly space: SearchSpace;
  /** The values that distributions name as their default, by parameter. */
  readonly defaults: Parameters;
  /** For each parameter, the path of its value in a configuration, to look up a base's value. */
  readonly places: ReadonlyMap<string, ConfigPath>;
  /** For each choice among mappings with a `type`, the label of each type. */
  readonly typeLabels: ReadonlyMap<string, ReadonlyMap<string, ParameterValue>>;
  readonly root: Template;
}

const choiceAttributes: readonly string[] = ['choice', 'default', 'name'];
const numericKeys = ['float', 'int'] as const;
const attributes = {
  float: ['float', 'log', 'step', 'default', 'name'],
  int: ['int', 'log', 'step', 'default', 'name'],
} as const;

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a document has a distribution anywhere. */
export function hasDistribution(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasDistribution);
  if (!isMapping(value)) return false;
  return (
    'float' in value || 'int' in value || 'choice' in value || Object.values(value).some(hasDistribution)
  );
}

/**
 * Reads a configuration with distributions.
 *
 * @throws InputError with the location of the first mistake, or if there is no distribution
 */
export function readSpaceTemplate(document: Mapping, locate: Locate): SpaceTemplate {
  const reader = new Reader(locate);
  const root = reader.read(document, { path: [], place: [], prefix: '' });
  if (reader.space.length === 0)
    throw new InputError(
      `${locate([], 'value')}: expected a distribution, such as { float: [1e-4, 1e-1], log: true }, found none`,
    );
  const { space, defaults, places, typeLabels } = reader;
  return { space, defaults, places, typeLabels, root };
}

/** Where a part of the document is read. */
interface Position {
  /** In the document. */
  readonly path: ConfigPath;
  /** In the configuration; options of choices add nothing to it. */
  readonly place: ConfigPath;
  readonly condition?: ParameterCondition;
  /** The option that it is below, for names of parameters. */
  readonly prefix: string;
}

const below = (at: Position, key: string | number): Position => ({
  ...at,
  path: [...at.path, key],
  place: [...at.place, key],
});

class Reader {
  readonly space: Parameter[] = [];
  readonly defaults: Record<string, ParameterValue> = {};
  readonly places = new Map<string, ConfigPath>();
  readonly typeLabels = new Map<string, ReadonlyMap<string, ParameterValue>>();
  private readonly locate: Locate;

  constructor(locate: Locate) {
    this.locate = locate;
  }

  read(value: unknown, at: Position): Template {
    const { path } = at;
    if (Array.isArray(value))
      return { kind: 'list', path, items: value.map((item, i) => this.read(item, below(at, i))) };
    if (!isMapping(value)) return { kind: 'literal', path, value };
    if ('choice' in value) return this.readChoice(value, at);
    const kind = numericKeys.find((key) => key in value);
    if (kind) return this.readNumber(kind, value, at);
    return { kind: 'mapping', path, entries: this.readEntries(Object.entries(value), at) };
  }

  private readEntries(
    entries: readonly (readonly [string, unknown])[],
    at: Position,
  ): (readonly [key: string, Template])[] {
    return entries.map(([key, inner]) => [key, this.read(inner, below(at, key))]);
  }

  private readNumber(kind: 'float' | 'int', value: Mapping, at: Position): Template {
    const { path } = at;
    const unknown = Object.keys(value).find((key) => !attributes[kind].some((known) => known === key));
    if (unknown !== undefined)
      throw new InputError(
        `${this.locate([...path, unknown], 'name')}: ${kind}: there is no option ${unknown}: expected ${attributes[kind].slice(1).join(', ')}${didYouMean(unknown, attributes[kind])}`,
      );
    return { kind: 'number', path, name: this.add(value, this.numberDistribution(kind, value, path), at) };
  }

  private numberDistribution(kind: 'float' | 'int', value: Mapping, path: ConfigPath): NumericDistribution {
    const fail = (key: string, words: string): never => {
      throw new InputError(`${this.locate([...path, key], 'value')}: ${key}: ${words}`);
    };
    const { [kind]: range, log = false, step } = value;
    const isWanted = (one: unknown): one is number =>
      typeof one === 'number' && (kind === 'int' ? Number.isSafeInteger(one) : Number.isFinite(one));
    if (!Array.isArray(range) || range.length !== 2 || !range.every(isWanted))
      return fail(
        kind,
        `expected [low, high] of ${kind === 'int' ? 'whole numbers' : 'numbers'}, got ${shown(range)}`,
      );
    const [low, high] = range as [number, number];
    if (!(low < high)) return fail(kind, `expected a low end below the high end, got [${low}, ${high}]`);
    if (typeof log !== 'boolean') return fail('log', `expected true or false, got ${shown(log)}`);
    if (log && low <= 0)
      return fail(kind, `expected a low end above 0 with log: true, because ${low} has no logarithm`);
    if (step === undefined)
      return kind === 'int' ? { kind, low, high, log, step: 1 } : { kind, low, high, log };
    if (log) return fail('step', 'expected no step with log: true');
    if (!isWanted(step) || step <= 0 || step > high - low)
      return fail('step', `expected a number above 0 and up to ${high - low}, got ${shown(step)}`);
    const reachable = Number((low + Math.floor((high - low) / step + 1e-8) * step).toPrecision(14));
    return { kind, low, high: reachable, log, step };
  }

  private readChoice(value: Mapping, at: Position): Template {
    const { path } = at;
    const { choice } = value;
    const rest = Object.entries(value).filter(([key]) => !choiceAttributes.includes(key));
    const given = this.optionsOf(choice, [...path, 'choice']);
    const labels = given.map(({ label }) => label);
    const repeated = labels.find((label, i) => labels.indexOf(label) !== i);
    if (labels.length < 2 || repeated !== undefined)
      throw new InputError(
        `${this.locate([...path, 'choice'], 'value')}: choice: expected two or more different values, got ${repeated === undefined ? shown(choice) : `${shown(repeated)} twice`}`,
      );
    const name = this.add(value, { kind: 'categorical', choices: labels }, at);
    const types = given.flatMap(({ label, content }) =>
      isMapping(content) && typeof content['type'] === 'string' ? [[content['type'], label] as const] : [],
    );
    if (types.length > 0) this.typeLabels.set(name, new Map(types));
    const options = given.map(({ label, content, path: written }) => {
      const condition = { parent: name, value: label };
      const prefix = `${name}.${String(label)}`;
      return { label, content: this.read(content, { path: written, place: at.place, condition, prefix }) };
    });
    return { kind: 'choice', path, name, options, shared: this.readEntries(rest, at) };
  }

  /** A mapping names its options. In a list, an option is its own name, or has the name of its type. */
  private optionsOf(
    choice: unknown,
    path: ConfigPath,
  ): { label: ParameterValue; content: unknown; path: ConfigPath }[] {
    if (isMapping(choice))
      return Object.entries(choice).map(([label, content]) => ({ label, content, path: [...path, label] }));
    if (!Array.isArray(choice))
      throw new InputError(
        `${this.locate(path, 'value')}: choice: expected a list of values, or named options, got ${shown(choice)}`,
      );
    return choice.map((content: unknown, i) => {
      const isPlain = typeof content !== 'object' || content === null;
      const type = isMapping(content) ? content['type'] : undefined;
      const label = isPlain
        ? (content as ParameterValue)
        : typeof type === 'string'
          ? type
          : `option ${i + 1}`;
      return { label, content, path: [...path, i] };
    });
  }

  /** Adds a parameter. The same name twice is one parameter, if the distributions are the same. */
  private add(value: Mapping, distribution: Distribution, at: Position): string {
    const { path, place, condition } = at;
    const name = this.nameOf(value, at);
    const parameter: Parameter = { name, distribution, ...(condition && { condition }) };
    const known = this.space.find((other) => other.name === name);
    if (known && JSON.stringify(known) !== JSON.stringify(parameter))
      throw new InputError(
        `${this.locate(path, 'value')}: there is another parameter ${name} with a different distribution or condition; give one of them a name`,
      );
    if (!known) this.space.push(parameter);
    if (!this.places.has(name)) this.places.set(name, place);
    const { default: start } = value;
    if (start !== undefined) {
      if (!contains(distribution, start as ParameterValue))
        throw new InputError(
          `${this.locate([...path, 'default'], 'value')}: default: expected a value of the distribution, got ${shown(start)}`,
        );
      this.defaults[name] = start as ParameterValue;
    }
    return name;
  }

  /**
   * By default a parameter has the name of its place; below a choice, that of its option and what is below
   * it.
   */
  private nameOf({ name }: Mapping, { path, place, condition, prefix }: Position): string {
    if (name === undefined) {
      if (!condition) return place.join('.');
      const above = this.places.get(condition.parent)!;
      return [prefix, ...place.slice(above.length)].join('.');
    }
    if (typeof name === 'string' && /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(name)) return name;
    throw new InputError(
      `${this.locate([...path, 'name'], 'value')}: name: expected letters, numbers, spaces and . _ -, got ${shown(name)}`,
    );
  }
}

/** A configuration with the origin of each of its parts in the document. */
export interface FilledTemplate {
  readonly value: unknown;
  /** Paths in the document of values, by paths in the configuration, as JSON. */
  readonly origins: ReadonlyMap<string, ConfigPath>;
  /** The same for names: a value may come from an option, while its name is before the choice. */
  readonly nameOrigins: ReadonlyMap<string, ConfigPath>;
}

/**
 * Puts the values of a point in the place of the distributions. In a list, an option that is `null` is left
 * out, and one that is a list adds its elements.
 */
export function fillTemplate({ root }: Pick<SpaceTemplate, 'root'>, params: Parameters): FilledTemplate {
  const origins = new Map<string, ConfigPath>();
  const nameOrigins = new Map<string, ConfigPath>();
  const fill = (template: Template, place: ConfigPath): unknown => {
    const key = JSON.stringify(place);
    origins.set(key, template.path);
    if (!nameOrigins.has(key)) nameOrigins.set(key, template.path);
    switch (template.kind) {
      case 'literal':
        return template.value;
      case 'number':
        return params[template.name];
      case 'mapping':
        return Object.fromEntries(
          template.entries.map(([key, inner]) => [key, fill(inner, [...place, key])]),
        );
      case 'list': {
        const items: unknown[] = [];
        for (const item of template.items) {
          const value = fill(item, [...place, items.length]);
          if (item.kind === 'choice' && Array.isArray(value)) items.push(...(value as unknown[]));
          else if (item.kind !== 'choice' || value !== null) items.push(value);
        }
        return items;
      }
      case 'choice': {
        const option = template.options.find(({ label }) => label === params[template.name]);
        const value = option && fill(option.content, place);
        if (template.shared.length === 0) return value;
        const shared = template.shared.map(([key, inner]) => [key, fill(inner, [...place, key])] as const);
        return { ...(typeof value === 'object' ? value : { type: value }), ...Object.fromEntries(shared) };
      }
    }
  };
  return { value: fill(root, []), origins, nameOrigins };
}
