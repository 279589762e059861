// Tables of photographs as spreadsheets, editors and other programs write them.
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../src/errors.ts';
import type { Random } from '../../src/random.ts';
import { classNames, mislabelled, type PictureFile } from './labelled.ts';
import { mutate } from './mutations.ts';
import { allOf, load, orRefusal } from './outcome.ts';
import { oneOf } from './one-of.ts';

/** How a table is written. */
interface Dialect {
  readonly delimiter: string;
  readonly quote: 'always' | 'where needed';
  readonly lineEnd: string;
  readonly encoding: 'utf8' | 'utf8 with mark' | 'utf16';
  readonly headings: readonly [file: string, label: string, split: string | undefined];
  readonly spaces: boolean;
  readonly backslashes: boolean;
  /** Decomposed letters, as in macOS file names, or composed ones, as from keyboards. */
  readonly form: 'NFC' | 'NFD';
  readonly endsInLineEnd: boolean;
}

const headings: readonly Dialect['headings'][] = [
  ['file', 'label', undefined],
  ['image', 'class', 'split'],
  ['path', 'category', 'set'],
  ['Filename', 'Label', undefined],
  ['image_id', 'breed', undefined],
  ['image_path', 'class_name', 'usage'],
];

const dialectOf = (random: Random): Dialect => ({
  delimiter: oneOf(random, [',', ';', '\t']),
  quote: oneOf(random, ['always', 'where needed'] as const),
  lineEnd: oneOf(random, ['\n', '\r\n']),
  encoding: oneOf(random, ['utf8', 'utf8 with mark', 'utf16'] as const),
  headings: oneOf(random, headings),
  spaces: random.integer(4) === 0,
  backslashes: random.integer(4) === 0,
  form: oneOf(random, ['NFC', 'NFD'] as const),
  endsInLineEnd: random.integer(3) > 0,
});

function encode(rows: readonly (readonly string[])[], dialect: Dialect): Buffer {
  const { delimiter, quote, lineEnd, encoding, spaces, form, endsInLineEnd } = dialect;
  const cell = (text: string) => {
    const needs = quote === 'always' || text.includes(delimiter) || text.includes('"');
    return needs ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const between = spaces && quote === 'where needed' ? `${delimiter} ` : delimiter;
  const lines = rows.map((row) => row.map((text) => cell(text.normalize(form))).join(between));
  const text = lines.join(lineEnd) + (endsInLineEnd ? lineEnd : '');
  if (encoding === 'utf16') return Buffer.from(`\ufeff${text}`, 'utf16le');
  return Buffer.from(encoding === 'utf8' ? text : `\ufeff${text}`);
}

/**
 * Writes a table and its pictures, possibly damages the table, and loads it.
 *
 * @throws if anything is not as expected
 */
export async function tryTable(
  folder: string,
  pictures: readonly (readonly PictureFile[])[],
  random: Random,
): Promise<void> {
  const classes = classNames(random, false);
  const dialect = dialectOf(random);
  const [fileHeading, labelHeading, splitHeading] = dialect.headings;
  const splits = splitHeading === undefined ? [''] : ['train', 'test'];
  const hasExtra = random.integer(3) === 0;
  const inside = oneOf(random, ['', 'images', 'été/bilder']);
  const isBare = inside === 'images' && random.integer(2) === 0;
  /** Whether each split has its own table, instead of a column. */
  const isForEach = splits.length > 1 && random.integer(2) === 0;
  const splitCells = (split: string | undefined) => (split && !isForEach ? [split] : []);
  const heading = [...(hasExtra ? ['width'] : []), fileHeading, labelHeading, ...splitCells(splitHeading)];
  const tables = new Map<string, string[][]>();
  let count = 0;
  for (const split of splits) {
    const name = isForEach ? `${split}.csv` : 'table.csv';
    const rows = tables.get(name) ?? [heading];
    tables.set(name, rows);
    for (const [label, name] of classes.entries())
      for (let i = 0; i < 2 + random.integer(2); i++, count++) {
        const { extension, bytes } = oneOf(random, pictures[label]!);
        const path = join(inside, `picture ${count}.${extension}`);
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), bytes);
        const way = isBare ? basename(path) : path;
        const written = dialect.backslashes ? way.replaceAll('/', '\\') : way;
        rows.push([...(hasExtra ? ['12'] : []), written, name, ...splitCells(split)]);
      }
  }
  const isDamaging = random.integer(2) === 0;
  const damages: string[] = [];
  for (const [name, rows] of tables) {
    const whole = encode(rows, dialect);
    const { bytes, what } = isDamaging ? mutate(whole, random) : { bytes: whole, what: 'whole' };
    damages.push(what);
    await writeFile(join(folder, name), bytes);
  }

  const named = random.integer(2) === 0 && !isForEach ? join(folder, 'table.csv') : folder;
  const loaded = await orRefusal(() => load(named));
  const scene = `${JSON.stringify(dialect)}, ${damages.join(', ')}`;
  if (isDamaging) return; // a table has no checksum: changed words are other classes
  if (loaded instanceof InputError) throw new Error(`refused: ${loaded.message} (${scene})`);
  const all = allOf(loaded.splits);
  const wrong = all.flatMap((split) => mislabelled(split, classes));
  if (wrong.length > 0) throw new Error(`${wrong.join(', ')} (${scene})`);
  const found = all.reduce((sum, split) => sum + split.count, 0);
  if (found !== count || all.length !== splits.length)
    throw new Error(`found ${found} pictures in ${all.length} splits, expected ${count} (${scene})`);
}
