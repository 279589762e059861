// Tables of photographs, as spreadsheets, editors and other programs write them.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
  /** As macOS decomposes letters in names of files, or as keyboards compose them. */
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

/** Writes a table and its pictures, the table damaged or not, and loads it. @throws where anything is not as it should be */
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
  const rows = [
    [...(hasExtra ? ['width'] : []), fileHeading, labelHeading, ...(splitHeading ? [splitHeading] : [])],
  ];
  let count = 0;
  for (const split of splits)
    for (const [label, name] of classes.entries())
      for (let i = 0; i < 2 + random.integer(2); i++, count++) {
        const { extension, bytes } = oneOf(random, pictures[label]!);
        const path = join(inside, `picture ${count}.${extension}`);
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), bytes);
        const written = dialect.backslashes ? path.replaceAll('/', '\\') : path;
        rows.push([...(hasExtra ? ['12'] : []), written, name, ...(splitHeading ? [split] : [])]);
      }
  const isDamaging = random.integer(2) === 0;
  const whole = encode(rows, dialect);
  const { bytes, what } = isDamaging ? mutate(whole, random) : { bytes: whole, what: '' };
  const table = join(folder, 'table.csv');
  await writeFile(table, bytes);

  const loaded = await orRefusal(() => load(random.integer(2) === 0 ? table : folder));
  const scene = `${JSON.stringify(dialect)}, ${what || 'whole'}`;
  if (isDamaging) return; // other words are other classes: a table has no checksum
  if (loaded instanceof InputError) throw new Error(`refused: ${loaded.message} (${scene})`);
  const all = allOf(loaded.splits);
  const wrong = all.flatMap((split) => mislabelled(split, classes));
  if (wrong.length > 0) throw new Error(`${wrong.join(', ')} (${scene})`);
  const found = all.reduce((sum, split) => sum + split.count, 0);
  if (found !== count || all.length !== splits.length)
    throw new Error(`found ${found} pictures in ${all.length} splits, expected ${count} (${scene})`);
}
