// A result document as text for people: the machine and settings first, then a Markdown table that can be pasted
// into a document as it is.
import type { ResultDocument, ResultRow } from './result-document.ts';

const columns = ['name', 'images/s', 'min–max', 'ours/theirs', 'peak MiB', 'note'];
const rightAligned = new Set(['batch', 'images/s', 'min–max', 'ours/theirs', 'peak MiB']);

/** The whole text, ending without a line break. */
export function resultTable(document: ResultDocument): string {
  return [...heading(document), '', ...table(document), ...footnotes(document)].join('\n');
}

function heading(document: ResultDocument): string[] {
  const { command, architecture, batchSize, machine, threads, repetitions, secondsPerBurst, seed } = document;
  const batch = batchSize === undefined ? '' : `, batch ${batchSize}`;
  return [
    `${command}, ${architecture}${batch}; medians of ${repetitions} repetitions taken in turn, ${secondsPerBurst} s each`,
    `machine: ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; ` +
      `load before the run ${machine.loadBefore.toFixed(1)}`,
    `versions: ${versionsOf(document)}`,
    `seed ${seed}, ${threads} threads`,
  ];
}

function versionsOf({ machine, results }: ResultDocument): string {
  const ours = { node: machine.node, 'onnxruntime-node': machine.onnxruntime };
  const all = Object.assign({}, ours, ...results.map((row) => row.versions)) as Record<string, string>;
  return Object.entries(all)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}

function table({ results }: ResultDocument): string[] {
  const batched = results.some((row) => row.batchSize !== undefined);
  const header = batched ? [columns[0]!, 'batch', ...columns.slice(1)] : columns;
  const cells = [header, ...results.map((row) => cellsOf(row, batched))];
  const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const right = header.map((title) => rightAligned.has(title));
  const [first, ...rest] = cells.map((row) =>
    line(row.map((cell, i) => padded(cell, widths[i]!, right[i]!))),
  );
  const rule = line(widths.map((width, i) => (right[i] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))));
  return [first!, rule, ...rest];
}

function cellsOf(row: ResultRow, batched: boolean): string[] {
  return [
    row.name,
    ...(batched ? [String(row.batchSize)] : []),
    speed(row.imagesPerSecond),
    `${speed(row.min)}–${speed(row.max)}`,
    row.ratio === null ? '–' : significant(row.ratio),
    row.peakMemoryMiB === null ? '–' : row.peakMemoryMiB.toFixed(0),
    row.note ?? '',
  ];
}

function footnotes({ missing, notQuotable }: ResultDocument): string[] {
  const notes = [
    ...missing.map(({ name, batchSize, reason }) => {
      return `missing: ${name}${batchSize === undefined ? '' : ` (batch ${batchSize})`}: ${reason}`;
    }),
    ...notQuotable.map((reason) => `not a figure to quote: ${reason}`),
  ];
  return notes.length ? ['', ...notes] : [];
}

function speed(value: number): string {
  return value < 100 ? significant(value) : Math.round(value).toLocaleString('en');
}

/** Three significant digits at most, in plain notation. */
function significant(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}

function padded(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}

function line(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}
