// A result document as text: the machine and settings first, then a Markdown section with a table for each
// network, ready to paste into a document.
import type { ResultDocument, ResultRow } from './result-document.ts';

const columns = ['name', 'batch', 'images/s', 'min–max', 'ours/theirs', 'of floor', 'peak MiB', 'note'];
const leftAligned = new Set(['name', 'note']);

/** The whole text, without a line break at its end. */
export function resultTable(document: ResultDocument): string {
  const architectures = [...new Set(document.results.map(({ architecture }) => architecture))];
  const sections = architectures.flatMap((architecture) => [
    '',
    `### ${architecture}`,
    '',
    ...table(document.results.filter((row) => row.architecture === architecture)),
  ]);
  return [...heading(document), ...sections, ...footnotes(document)].join('\n');
}

function heading(document: ResultDocument): string[] {
  const { command, machine, threads, repetitions, secondsPerBurst, seed } = document;
  return [
    `${command}; medians of ${repetitions} interleaved repetitions of ${secondsPerBurst} s each`,
    `machine: ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; ` +
      `matrix product ${machine.peakGflops.toFixed(0)} GFLOP/s; load before the run ${machine.loadBefore.toFixed(1)}`,
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

function table(rows: readonly ResultRow[]): string[] {
  const cells = [columns, ...rows.map(cellsOf)];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const left = columns.map((title) => leftAligned.has(title));
  const [first, ...rest] = cells.map((row) => line(row.map((cell, i) => padded(cell, widths[i]!, left[i]!))));
  const rule = line(widths.map((width, i) => (left[i] ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)));
  return [first!, rule, ...rest];
}

function cellsOf(row: ResultRow): string[] {
  return [
    row.name,
    String(row.batchSize),
    speed(row.imagesPerSecond),
    `${speed(row.min)}–${speed(row.max)}`,
    row.ratio === null ? '–' : significant(row.ratio),
    `${significant(row.fractionOfFloor * 100)} %`,
    row.peakMemoryMiB === null ? '–' : row.peakMemoryMiB.toFixed(0),
    row.note ?? '',
  ];
}

function footnotes(document: ResultDocument): string[] {
  const notes = [
    ...missingPeers(document),
    ...document.notQuotable.map((reason) => `do not quote: ${reason}`),
  ];
  return notes.length ? ['', ...notes] : [];
}

/** A line for each missing peer and reason, with the cases affected. */
function missingPeers({ missing }: ResultDocument): string[] {
  const cases = new Map<string, string[]>();
  for (const { architecture, batchSize, name, reason } of missing) {
    const key = `missing: ${name}: ${reason}`;
    cases.set(key, [...(cases.get(key) ?? []), `${architecture} ${batchSize}`]);
  }
  return [...cases].map(([key, where]) => `${key} (${where.join(', ')})`);
}

function speed(value: number): string {
  return value < 100 ? significant(value) : Math.round(value).toLocaleString('en');
}

/** At most three significant digits, without an exponent. */
function significant(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}

function padded(text: string, width: number, left: boolean): string {
  return left ? text.padEnd(width) : text.padStart(width);
}

function line(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}
