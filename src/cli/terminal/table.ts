// Tables in plain text, laid out for the width of the terminal.
import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';

const gap = '  ';

/**
 * Lays out rows of cells. The first columns, by default one, are aligned to the left, the others to the right. A table that is wider
 * than the terminal continues below with its remaining columns, and a cell wider than half the terminal is shortened.
 *
 * @param rows the first has the headings; all have the same number of cells
 * @param width in columns of the terminal; unlimited when the output goes to a file or another program
 */
export function alignColumns(
  rows: readonly (readonly string[])[],
  leftColumns = 1,
  width = process.stdout.isTTY ? process.stdout.columns || 80 : Infinity,
): string {
  const widest = Math.max(1, Math.floor(width / 2 / leftColumns) - gap.length);
  const cells = rows.map((row) => row.map((text) => shortened(text, widest)));
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => stringWidth(row[column]!))));
  const align = (row: readonly string[], column: number) => {
    const filling = ' '.repeat(widths[column]! - stringWidth(row[column]!)); // letters may be two columns wide, or none
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

/** Puts the columns that fit side by side into one block; each block begins with the left columns. */
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

/** Cuts out the middle of a long text, because names often differ at their ends. */
function shortened(text: string, widest: number): string {
  const plain = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return widest === Infinity ? plain : cliTruncate(plain, widest, { position: 'middle' });
}

/**
 * Headings for narrow columns: the beginnings of names, without what all names have in common if the beginnings would be the same, or
 * numbers from 1 if they still would.
 *
 * @param widest the most characters in a heading
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

/** The length of the words that all names begin with. */
function commonStart(names: readonly string[]): number {
  const [first = ''] = names;
  let length = 0;
  while (length < first.length && names.every((name) => name[length] === first[length])) length++;
  return first.slice(0, length).replace(/[\p{L}\p{N}\p{M}]*$/u, '').length;
}
