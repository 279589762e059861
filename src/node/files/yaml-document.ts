// Reads a YAML document as plain data and locates each value in its text. JSON is valid YAML, so it is read
// the same way and its errors name line and column too.
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
import type { ConfigPath, Locate } from '../../config-error.ts';
import { InputError } from '../../errors.ts';

export interface YamlDocument {
  /** Objects, arrays, strings, numbers, booleans and null. */
  readonly value: unknown;
  /**
   * Locates the value at a path, or its name: `my-cnn.yaml:7:5`. A missing value is located by its parent.
   */
  readonly locate: Locate;
}

/** How often aliases (`*block`) may be used. Each use repeats the whole anchored node. */
const maxAliases = 100;
/** The composer recurses for each level; deeper documents would overflow the stack. */
const maxDepth = 200;

/**
 * Parses a document.
 *
 * @param file the name of the document in errors
 * @throws InputError naming file, line and column if the text is not YAML, nests too deeply, or repeats
 *   itself too often
 */
export function parseYaml(text: string, file: string): YamlDocument {
  const lines = new LineCounter();
  const at = (position: number): string => {
    const { line, col } = lines.linePos(position);
    return `${file}:${line}:${col}`;
  };
  try {
    checkDepth(text, file);
    // checkNames looks for duplicate keys; the library would compare each key with all others.
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

/** Checks the depth with the parser, which unlike the composer does not recurse. */
function checkDepth(text: string, file: string): void {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    Array.from(parser.next(lexeme));
    if (parser.stack.length > maxDepth) throw new InputError(`${file}: nested too deeply`);
  }
}

/** Refuses duplicate keys in a mapping, and aliases without an anchor. */
function checkNames(document: Document, at: (position: number) => string): void {
  const pieces = new Set<string>();
  visit(document, (_, node) => {
    if (isAlias(node)) {
      if (!pieces.has(node.source))
        throw new InputError(
          `${at(startOf(node)!)}: the alias *${node.source} has no anchor &${node.source} before it`,
        );
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
    if (names.has(name)) throw new InputError(`${at(startOf(key)!)}: the key ${name} comes twice`);
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
