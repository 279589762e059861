// Output for the terminal: results go to standard output, everything else to standard error.
import { percent } from '../../number-words.ts';
import type { DownloadProgress } from '../../node/data/download.ts';

export const printResult = (text: string): void => void process.stdout.write(`${text}\n`);
export const printJson = (result: unknown): void => printResult(JSON.stringify(result, null, 2));
export const notice = (text: string): void => void process.stderr.write(`${text}\n`);

/** Prints an error in one line, even if names in it contain line breaks. */
export const complain = (message: string): void => notice(`atelier: ${oneLine(message)}`);

/**
 * Removes control characters from untrusted text: they could move the terminal's cursor or change its
 * colours.
 */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim();

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

/** Replaces the last line of a terminal. The line is not wrapped: a wrapped line can't be overwritten. */
export function rewriteLine(text: string): void {
  process.stderr.write(`\r\u001b[K\u001b[?7l${text}\u001b[?7h`);
}

/** Returns a reporter of download progress: one changing line on a terminal, else one line per file. */
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
