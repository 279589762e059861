// Tables in plain text that fit the width of the terminal.
import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';

const gap = '  ';

/**
 * Lays out rows of cells. The first `leftColumns` columns are aligned to the left, the others to the right. A
 * table that is wider than the terminal continues below with its remaining columns. If the first columns need
 * more than the others leave them, and more than half the width, their cells are shortened; different cells
 * stay different if the width allows it.
 *
 * @param rows the headings first; all rows have the same number of cells
 * @param width in columns of the terminal; unlimited if the output goes to a file or another program
 */
export function alignColumns(
  rows: readonly (readonly string[])[],
  leftColumns = 1,
  width = process.stdout.isTTY ? process.stdout.columns || 80 : Infinity,
): string {
  const plain = rows.map((row) => row.map(withoutControls));
  const cells = shortenColumns(plain, leftColumns, width);
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => stringWidth(row[column]!))));
  const align = (row: readonly string[], column: number) => {
    const filling = ' '.repeat(widths[column]! - stringWidth(row[column]!)); // a letter may be 0 to 2 columns wide
    return column < leftColumns ? row[column]! + filling : filling + row[column]!;
  };
  return columnBlocks(widths, leftColumns, width)
    .map((columns) =>
      cells
        .map((row) =>
          columns
            .map((column) => align(row, column))
            .join(gap)
            .trimEnd(),
        )
        .join('\n'),
    )
    .join('\n\n');
}

/** Groups the columns into blocks that fit the width; each block begins with the left columns. */
function columnBlocks(widths: readonly number[], leftColumns: number, width: number): number[][] {
  const left = Array.from({ length: leftColumns }, (_, column) => column);
  const lengthOf = (columns: readonly number[]) =>
    columns.reduce((sum, column) => sum + widths[column]! + gap.length, -gap.length);
  const blocks = [left];
  for (let column = leftColumns; column < widths.length; column++) {
    const last = blocks.at(-1)!;
    const isFirst = last.length === leftColumns;
    if (isFirst || lengthOf([...last, column]) <= width) blocks[blocks.length - 1] = [...last, column];
    else blocks.push([...left, column]);
  }
  return blocks;
}

type Rows = readonly (readonly string[])[];

/**
 * Shortens the left columns to the width that the others leave, and each other cell to the width that
 * remains.
 */
function shortenColumns(rows: Rows, leftColumns: number, width: number): Rows {
  if (width === Infinity) return rows;
  const widths = rows[0]!.map((_, column) => widthOf(rows, column));
  const others = widths.slice(leftColumns);
  const room = width - gap.length * leftColumns;
  const wanted = Math.max(
    room / 2,
    room - others.reduce((sum, size) => sum + size + gap.length, -gap.length),
  );
  const most = Math.max(room / 2, room - Math.max(0, ...others));
  const cuts = Array.from({ length: leftColumns }, (_, column) =>
    cutFor(rows, column, Math.floor(wanted / leftColumns), Math.floor(most / leftColumns)),
  );
  const used = cuts.reduce((sum, { widest }, column) => sum + Math.min(widest, widths[column]!), 0);
  const cutOf = (column: number): Cut => cuts[column] ?? { widest: room - used, position: 'middle' };
  return rows.map((row) => row.map((text, column) => shortened(text, cutOf(column))));
}

const widthOf = (rows: Rows, column: number): number =>
  Math.max(...rows.map((row) => stringWidth(row[column]!)));

interface Cut {
  readonly widest: number;
  readonly position: 'start' | 'middle' | 'end';
}

/**
 * Finds the smallest width from `wanted` to `most`, or another cutting position, that keeps different cells
 * different.
 */
function cutFor(rows: Rows, column: number, wanted: number, most: number): Cut {
  const texts = [...new Set(rows.map((row) => row[column]!))];
  const tried: Cut[] = [];
  for (let widest = wanted; widest <= most; widest++) tried.push({ widest, position: 'middle' });
  tried.push({ widest: most, position: 'start' }, { widest: most, position: 'end' });
  const differ = (cut: Cut) => new Set(texts.map((text) => shortened(text, cut))).size === texts.length;
  return tried.find(differ) ?? tried[0]!;
}

/** Cuts a long text; by default in the middle, because names often differ at their ends. */
const shortened = (text: string, { widest, position }: Cut): string =>
  cliTruncate(text, Math.max(1, widest), { position });

const withoutControls = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');

/**
 * Headings for narrow columns: the beginnings of the names; if these are not distinct, the beginnings after
 * the words that all names share; if these are not distinct either, numbers from 1.
 *
 * @param widest the maximum number of characters in a heading
 * @example shortHeadings(['tomato rot', 'tomato rust'], 6) // ['rot', 'rust']
 */
export function shortHeadings(names: readonly string[], widest: number): string[] {
  const start = commonStart(names);
  return (
    [names, names.map((name) => name.slice(start))]
      .map((texts) => texts.map((text) => Array.from(text).slice(0, widest).join('')))
      .find((headings) => new Set(headings).size === names.length && !headings.includes('')) ??
    names.map((_, i) => String(i + 1))
  );
}

/** The length of the words with which all names begin. */
function commonStart(names: readonly string[]): number {
  const [first = ''] = names;
  let length = 0;
  while (length < first.length && names.every((name) => name[length] === first[length])) length++;
  return first.slice(0, length).replace(/[\p{L}\p{N}\p{M}]*$/u, '').length;
}
