// The ids of runs: names for addresses, which are looked up and never turned back into paths.
import { createHash } from 'node:crypto';

const longest = 80;

/**
 * The id of a run.
 *
 * @param path the folder within the folder of runs, its parts joined by `/`
 * @example runId('first'); // 'first'
 */
export function runId(path: string): string {
  const plain = path.replace(/[^\w.-]+/g, '~').slice(0, longest);
  if (plain === path && /\w/.test(path)) return path;
  return `${plain}~${createHash('sha256').update(path).digest('hex').slice(0, 10)}`;
}
