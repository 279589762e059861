// The examples in the docstrings of everything that `atelier` and `atelier/node` export, each as a module of
// its own: with the imports that it needs, and with a check where it says what comes out (`mean // [0.4,
// 0.6]`).
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));
const entries = { atelier: 'src/index.ts', 'atelier/node': 'src/node/index.ts' } as const;

/** What examples use beside the library, by the module that has it. */
const others: Readonly<Record<string, readonly string[]>> = {
  'node:fs/promises': ['readFile', 'writeFile'],
  zod: ['z'],
};

export interface DocstringExample {
  /** What it is an example of, e.g. `fit`. */
  readonly name: string;
  /** The code of the module. */
  readonly code: string;
}

/** The compiler's options of this repository. */
function compilerOptions(): ts.CompilerOptions {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  return ts.getParsedCommandLineOfConfigFile(`${root}tsconfig.json`, {}, host)!.options;
}

/** The library's sources as a program, and its public symbols by the names under which they are imported. */
function readLibrary() {
  const program = ts.createProgram(
    Object.values(entries).map((file) => root + file),
    compilerOptions(),
  );
  const checker = program.getTypeChecker();
  const exportsOf = (file: string) =>
    checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(root + file)!)!);
  const modules = Object.entries(entries).map(([module, file]) => [module, exportsOf(file)] as const);
  return { program, checker, modules };
}

type Library = ReturnType<typeof readLibrary>;

/** All examples, in the order in which their subjects are exported. */
export function docstringExamples(library: Library = readLibrary()): DocstringExample[] {
  const places = new Map(
    [
      ...library.modules.map(([module, symbols]) => [module, symbols.map(({ name }) => name)] as const),
      ...Object.entries(others),
    ].flatMap(([module, names]) => names.map((name) => [name, module] as const)),
  );
  const found = library.modules.flatMap(([, symbols]) =>
    symbols.flatMap((symbol) => examplesOf(symbol, library.checker)),
  );
  return found.map(({ name, code }) => ({ name, code: toModule(code, places) }));
}

/** The examples of a symbol and of its members, or of all that a namespace exports. */
function examplesOf(exported: ts.Symbol, checker: ts.TypeChecker): DocstringExample[] {
  const { name } = exported;
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  if (symbol.flags & ts.SymbolFlags.ValueModule)
    return checker
      .getExportsOfModule(symbol)
      .flatMap((inner) => examplesOf(inner, checker))
      .map((example) => ({ ...example, name: `${name}.${example.name}` }));
  return (symbol.declarations ?? []).flatMap((declaration) => {
    const hasMembers = ts.isClassDeclaration(declaration) || ts.isInterfaceDeclaration(declaration);
    return [declaration, ...(hasMembers ? declaration.members : [])].flatMap((node) =>
      ts
        .getJSDocTags(node)
        .filter(({ tagName }) => tagName.text === 'example')
        .map(({ comment }) => ({ name, code: ts.getTextOfJSDocComment(comment)! })),
    );
  });
}

function toModule(code: string, places: ReadonlyMap<string, string>): string {
  const checked = withChecks(code);
  const names = freeNames(checked.code).filter((name) => places.has(name));
  const imports = names.map((name) => `import { ${name} } from '${places.get(name)!}';`);
  return [...imports, ...(checked.hasChecks ? [expectValue] : []), checked.code, 'export {};', ''].join('\n');
}

/** A number, list, object, word or truth value at the beginning of a comment. */
const value = /^(\[.*\]|\{.*\}|'.*'|true|false|-?\d[\d_.]*(?:e-?\d+)?)(?=$|[:\s])/;

/** Replaces `expression // value` by a check of it. */
function withChecks(code: string): { code: string; hasChecks: boolean } {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  let checked = code;
  let hasChecks = false;
  for (const statement of [...source.statements].reverse()) {
    const comment = /^;?[ \t]*\/\/ (.+)/.exec(code.slice(statement.getEnd()))?.[1];
    const expected = comment === undefined ? undefined : value.exec(comment)?.[1];
    if (!ts.isExpressionStatement(statement) || expected === undefined) continue;
    const { expression } = statement;
    const check = `expectValue(${expression.getText()}, ${expected});`;
    checked = checked.slice(0, expression.getStart()) + check + checked.slice(statement.getEnd());
    hasChecks = true;
  }
  return { code: checked, hasChecks };
}

/** Numbers are compared to as many digits as the example has. */
const expectValue = `
function expectValue(given: unknown, expected: unknown): void {
  const plain = (value: unknown): unknown =>
    ArrayBuffer.isView(value) ? Array.from(value as unknown as Iterable<number>) : value;
  const digits = (value: number) => (String(value).split('.')[1] ?? '').length;
  const agree = (a: unknown, b: unknown): boolean => {
    if (typeof a === 'number' && typeof b === 'number') return Number(a.toFixed(digits(b))) === b;
    if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return a === b;
    const names = Object.keys(b);
    return (
      names.length === Object.keys(a).length &&
      names.every((name) => agree((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]))
    );
  };
  if (!agree(plain(given), expected))
    throw new Error('expected ' + JSON.stringify(expected) + ', got ' + JSON.stringify(plain(given)));
}`;

/** The names that code uses without declaring them. */
function freeNames(code: string): string[] {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node))
      (isDeclared(node) ? declared : isName(node) ? undefined : used)?.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...used].filter((name) => !declared.has(name));
}

const isDeclared = (node: ts.Identifier): boolean =>
  (ts.isVariableDeclaration(node.parent) ||
    ts.isBindingElement(node.parent) ||
    ts.isParameter(node.parent)) &&
  node.parent.name === node;

/** The name of a property, which stands for itself. */
const isName = (node: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
  (ts.isPropertyAssignment(node.parent) && node.parent.name === node) ||
  (ts.isBindingElement(node.parent) && node.parent.propertyName === node);

/** What the compiler says of the examples, all in one program with the library; nothing where all is well. */
export function checkDocstringExamples(): { examples: DocstringExample[]; complaints: string[] } {
  const library = readLibrary();
  const examples = docstringExamples(library);
  const files = new Map(examples.map(({ name, code }, i) => [`${root}docs/example-${i}-${name}.ts`, code]));
  const options = library.program.getCompilerOptions();
  const host = ts.createCompilerHost(options);
  const disk = { ...host };
  host.fileExists = (file) => files.has(file) || disk.fileExists(file);
  host.readFile = (file) => files.get(file) ?? disk.readFile(file);
  host.getSourceFile = (file, target, ...rest) => {
    const code = files.get(file);
    return code === undefined
      ? disk.getSourceFile(file, target, ...rest)
      : ts.createSourceFile(file, code, target, true);
  };
  const program = ts.createProgram([...files.keys()], options, host, library.program);
  const complaints = [...files.keys()].flatMap((file) => {
    const source = program.getSourceFile(file)!;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) =>
        `${file.slice(root.length)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
  });
  return { examples, complaints };
}
