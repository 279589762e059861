// A network as data instead of code: a name and a list of layers. A layer can be as short as `flatten` or
// `dropout: 0.5`, or as long as `Model.toJSON()` writes it. The source of the document, such as a YAML file,
// is the caller's concern: the caller supplies the locations that errors start with.
import { ConfigError, shown, type ConfigPath, type Locate } from '../config-error.ts';
import { formatShape } from '../engine/graph/tensor-type.ts';
import { GraphError } from '../engine/graph/graph-error.ts';
import { InputError } from '../errors.ts';
import type { Layer } from './layer.ts';
import { layerOf } from './layers/index.ts';
import { sequential, type Model } from './model.ts';

/** How to read a document. */
export interface DocumentOptions {
  /** The name of the network if the document has none. */
  readonly name: string;
  /** Gives the location of a value in the document, for errors. */
  readonly locate?: Locate;
}

/** More than any network that can be trained here; anything beyond is a mistake or an attack. */
const limits = { layers: 20_000, pathLength: 100, times: 1000 };

/**
 * The network that a document describes, as a function of the number of classes.
 *
 * ```yaml
 * name: small
 * layers:
 *   - conv2d: { filters: 32, kernelSize: 3, activation: relu } # a layer with its options
 *   - maxPooling2d: 2                                          # a layer with its one number or word
 *   - repeat: { times: 2, layers: [dropout: 0.1] }             # layers to repeat
 *   - { type: residual, layers: [activation: relu] }           # the form of Model.toJSON()
 *   - flatten
 *   - dense: { units: classes }                                # the word `classes` is the number of classes
 * ```
 *
 * @throws InputError with the location: at once if the document is wrong, and when the model is built if
 *   shapes do not fit
 * @example architectureFromDocument({ layers: ['flatten', { dense: { units: 'classes' } }] }, { name: 'linear' })(10)
 */
export function architectureFromDocument(
  document: unknown,
  { name, locate = defaultLocate }: DocumentOptions,
): (classes: number) => Model {
  const build = (classes: number) => readDocument(document, name, { locate, classes, count: 0 });
  build(10); // the number does not matter: a wrong document is wrong for any number of classes
  return build;
}

const defaultLocate: Locate = (path) => path.join('.') || 'architecture';

interface Reading {
  readonly locate: Locate;
  readonly classes: number;
  /**
   * How many layers and lists of layers were read so far. Lists count because an empty one can be repeated
   * too.
   */
  count: number;
}

function readDocument(document: unknown, defaultName: string, reading: Reading): Model {
  const { locate } = reading;
  if (!isMapping(document) || !('layers' in document)) {
    throw new InputError(`${locate([], 'value')}: expected layers: [...], got ${shown(document)}`);
  }
  const { name = defaultName, layers, ...others } = document;
  const [other] = Object.keys(others);
  if (other !== undefined) {
    throw new InputError(
      `${locate([other], 'name')}: there is no key ${shown(other)}: expected name, layers`,
    );
  }
  if (typeof name !== 'string' || name.trim() === '' || name.length > 100) {
    throw new InputError(`${locate(['name'], 'value')}: name: expected a word, got ${shown(name)}`);
  }
  const made = readLayers(layers, ['layers'], reading);
  if (made.length === 0) throw new InputError(`${locate(['layers'], 'value')}: expected a layer, got none`);
  return sequential(made, name);
}

function readLayers(list: unknown, path: ConfigPath, reading: Reading): Layer[] {
  if (!Array.isArray(list)) {
    throw new InputError(`${reading.locate(path, 'value')}: expected a list of layers, got ${shown(list)}`);
  }
  countOne(path, reading);
  return list.flatMap((entry, i) => readEntry(entry, [...path, i], reading));
}

/** Counts a layer or a list of layers, and refuses documents that are too large. */
function countOne(path: ConfigPath, reading: Reading): void {
  checkDepth(path, reading);
  if (++reading.count <= limits.layers) return;
  throw new InputError(
    `${reading.locate(path, 'value')}: expected at most ${limits.layers} layers, got more`,
  );
}

function checkDepth(path: ConfigPath, { locate }: Reading): void {
  if (path.length > limits.pathLength) throw new InputError(`${locate(path, 'value')}: nested too deeply`);
}

/** One entry of a list: a layer, or several if it is a repetition. */
function readEntry(entry: unknown, path: ConfigPath, reading: Reading): Layer[] {
  const { type, options, inside } = partsOf(entry, path, reading);
  if (type === 'repeat') return readRepeat(options, inside, reading);
  countOne(path, reading);
  const values = readOptions(options, inside, reading);
  return [located(makeLayer(type, values, inside, reading), () => reading.locate(path, 'value'))];
}

interface Parts {
  readonly type: string;
  readonly options: unknown;
  /** The path of the options. */
  readonly inside: ConfigPath;
}

/** An entry's type and options, from any of its three forms. */
function partsOf(entry: unknown, path: ConfigPath, { locate }: Reading): Parts {
  if (typeof entry === 'string') return { type: entry, options: {}, inside: path };
  if (isMapping(entry) && typeof entry['type'] === 'string') {
    const { type, ...options } = entry;
    return { type: type, options, inside: path };
  }
  const [type, ...others] = isMapping(entry) ? Object.keys(entry) : [];
  if (type === undefined || others.length > 0) {
    throw new InputError(
      `${locate(path, 'value')}: expected one layer, such as dense: { units: 10 }, got ${shown(entry)}`,
    );
  }
  return { type, options: (entry as Mapping)[type] ?? {}, inside: [...path, type] };
}

function readRepeat(options: unknown, path: ConfigPath, reading: Reading): Layer[] {
  const { times, layers, ...others } = isMapping(options) ? options : {};
  const [other] = Object.keys(others);
  if (layers === undefined || other !== undefined) {
    const where = reading.locate(other === undefined ? path : [...path, other], 'name');
    throw new InputError(`${where}: repeat: expected times and layers, got ${shown(options)}`);
  }
  if (!Number.isInteger(times) || (times as number) < 1 || (times as number) > limits.times) {
    const where = reading.locate([...path, 'times'], 'value');
    throw new InputError(
      `${where}: repeat: times: expected a whole number from 1 to ${limits.times}, got ${shown(times)}`,
    );
  }
  return Array.from({ length: times as number }, () =>
    readLayers(layers, [...path, 'layers'], reading),
  ).flat();
}

/**
 * Options with their layers made, and `classes` replaced by the number. A single number or word stays as it
 * is.
 */
function readOptions(options: unknown, path: ConfigPath, reading: Reading): unknown {
  if (!isMapping(options)) return options === 'classes' ? reading.classes : options;
  const read = Object.entries(options).map(([name, value]) => [
    name,
    value === 'classes' ? reading.classes : readLists(value, [...path, name], reading),
  ]);
  return Object.fromEntries(read) as Mapping;
}

/** The value of an option. A list of words or mappings is a list of layers; lists may be nested. */
function readLists(value: unknown, path: ConfigPath, reading: Reading): unknown {
  if (!Array.isArray(value)) return value;
  checkDepth(path, reading);
  const isOfLayers = value.some((item) => typeof item === 'string' || isMapping(item));
  if (isOfLayers) return readLayers(value, path, reading);
  return value.map((item, i) => readLists(item, [...path, i], reading));
}

function makeLayer(type: string, options: unknown, path: ConfigPath, { locate }: Reading): Layer {
  try {
    return layerOf(type, options);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const isConfig = error instanceof ConfigError;
    const within = isConfig ? error.path : [];
    const where = locate([...path, ...within], isConfig && !error.isUnknownOption ? 'value' : 'name');
    throw new InputError(`${where}: ${error.message}`, { cause: error });
  }
}

/** An error that already has its location. */
class LocatedError extends InputError {}

/** The layer, with its location added to errors about inputs that do not fit. */
const located = (layer: Layer, where: () => string): Layer => ({
  ...layer,
  apply(context, x) {
    try {
      return layer.apply(context, x);
    } catch (error) {
      if (error instanceof LocatedError || !(error instanceof InputError || error instanceof GraphError)) {
        throw error;
      }
      const what = withoutPrefix(error.message, [context.name, layer.type]);
      const shape = formatShape(x.shape);
      const came = what.includes(shape) ? '' : ` (its input: ${shape})`;
      throw new LocatedError(`${where()}: ${context.name}: ${what}${came}`, { cause: error });
    }
  },
});

/** A message without the layer name that it starts with. */
const withoutPrefix = (message: string, names: readonly string[]): string => {
  const found = names.find((name) => message.startsWith(`${name}: `));
  return found === undefined ? message : message.slice(found.length + 2);
};

type Mapping = Readonly<Record<string, unknown>>;

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
