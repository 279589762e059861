// A YAML document as plain data, and where in its text each piece of that stands. JSON is read as YAML too,
// which it is, so that complaints about either name line and column.
import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  parseDocument,
  Parser,
  visit,
  type Document,
  type Node,
  type Pair,
} from 'yaml';
import type { ConfigPath, Locate } from '../config-error.ts';
import { InputError } from '../errors.ts';

export interface YamlDocument {
  /** Of objects, arrays, strings, numbers, booleans and null. */
  readonly value: unknown;
  /**
   * `my-cnn.yaml:7:5`: the value at a path, or the name under which it is; what it should be in where there
   * is none.
   */
  readonly locate: Locate;
}

/** How often names for pieces of the document (`*block`) may be used; each use is as long as the piece. */
const maxAliases = 100;
/** What composes a document calls itself for each level, and would end the program where the stack does. */
const maxDepth = 200;

/**
 * Reads a document. Throws an InputError with file, line and column where the text is none, or nests or
 * refers to itself without end.
 *
 * @param file what the text is called in complaints
 */
export function parseYaml(text: string, file: string): YamlDocument {
  const lines = new LineCounter();
  const at = (position: number): string => {
    const { line, col } = lines.linePos(position);
    return `${file}:${line}:${col}`;
  };
  try {
    checkDepth(text, file);
    // Names that come twice are looked for below: the library compares each with all others.
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw new InputError(`${at(problem.pos[0])}: ${problem.message}`);
    checkNames(document, at);
    const value: unknown = document.toJS({ maxAliasCount: maxAliases });
    return { value, locate: (path, what) => at(positionOf(document, path, what)) };
  } catch (error) {
    if (error instanceof ReferenceError) throw new InputError(`${file}: ${error.message}`);
    throw error;
  }
}

/** The parser, unlike what comes after it, keeps a stack of its own. */
function checkDepth(text: string, file: string): void {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    Array.from(parser.next(lexeme));
    if (parser.stack.length > maxDepth) throw new InputError(`${file}: nested too deeply`);
  }
}

/** Refuses a name that comes twice in a mapping, and one of a piece that there is not. */
function checkNames(document: Document, at: (position: number) => string): void {
  const pieces = new Set<string>();
  visit(document, (_, node) => {
    if (isAlias(node)) {
      if (!pieces.has(node.source))
        throw new InputError(`${at(startOf(node)!)}: no &${node.source} before it`);
      return;
    }
    if ((isCollection(node) || isScalar(node)) && node.anchor) pieces.add(node.anchor);
    if (isMap(node)) checkKeys(node.items, at);
  });
}

function checkKeys(pairs: readonly Pair[], at: (position: number) => string): void {
  const names = new Set<string>();
  for (const { key } of pairs) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    if (names.has(name)) throw new InputError(`${at(startOf(key)!)}: ${name} comes twice`);
    names.add(name);
  }
}

function positionOf(document: Document, path: ConfigPath, what: 'value' | 'name'): number {
  let node: unknown = document.contents;
  let position = startOf(node) ?? 0;
  path.forEach((step, i) => {
    if (isAlias(node)) node = node.resolve(document);
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === step)
      : undefined;
    const next: unknown = isSeq(node) ? node.items[Number(step)] : pair?.value;
    const isName = what === 'name' && i === path.length - 1;
    position = startOf(isName && pair ? pair.key : (next ?? pair?.key)) ?? position;
    node = next;
  });
  return position;
}

const startOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0];
