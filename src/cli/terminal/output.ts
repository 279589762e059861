// Where words go: results to standard output, everything else to standard error.
import cliTruncate from 'cli-truncate';
import { percent } from '../../number-words.ts';
import type { DownloadProgress } from '../../node/data/download.ts';

export const printResult = (text: string): void => void process.stdout.write(`${text}\n`);
export const printJson = (result: unknown): void => printResult(JSON.stringify(result, null, 2));
export const notice = (text: string): void => void process.stderr.write(`${text}\n`);

/** One line about what is wrong, whatever line breaks the names in it may have. */
export const complain = (message: string): void => notice(`atelier: ${oneLine(message)}`);

/** Text from files and strangers' models without what would move a terminal's cursor or colour it. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim();

/** `+0.42`, `−0.42`: a difference. */
export const signed = (value: number, digits: number): string =>
  `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;

/** A p value in a column of them: `0.021`, `< 0.001`. */
export const chance = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(3));

/** The same in a sentence: `p = 0.021`, `p < 0.001`. */
export const pValue = (p: number): string => `p ${p < 0.001 ? '' : '= '}${chance(p)}`;

/** `512 MiB`. */
export const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20).toLocaleString('en')} MiB`;

/** `42 s`, `3 min 20 s`, `5 h 7 min`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/**
 * Replaces the last line of a terminal. A line that is too wide is cut, because one that wraps can't be
 * written over.
 */
export function rewriteLine(text: string): void {
  const line = text.replace(/\n$/, '');
  const ending = text.slice(line.length);
  process.stderr.write(`\r\u001b[K${cliTruncate(line, process.stderr.columns || 80)}${ending}`);
}

/** Tells of a download: a line that changes on a terminal, else one line for each file. */
export function downloadReporter(): (progress: DownloadProgress) => void {
  let announced = '';
  return ({ file, fileNumber, fileCount, received, total, mirror }) => {
    const title = `downloading ${file} (${fileNumber} of ${fileCount}) from ${new URL(mirror).host}`;
    if (process.stderr.isTTY) {
      const share = total === undefined ? `${received} bytes` : percent(received / total, 0);
      rewriteLine(`${title}: ${share}${received === total ? '\n' : ''}`);
    } else if (title !== announced) {
      notice(title);
    }
    announced = title;
  };
}
