// The two runs that are tested against each other.
import type { RunDetail } from '../../../../../src/server/studio/contract/runs.ts';

type Run = Pick<RunDetail, 'id' | 'files'>;

/** The file of a run's model; nothing before the first epoch is done. */
const modelOf = ({ files }: Run) => files.find(({ name }) => name === 'best.onnx');

export const hasModel = (run: Run): boolean => modelOf(run) !== undefined;

/** The pair that the address names, if both are there and have models; else the first two that have one. */
export function pairOf<R extends Run>(runs: readonly R[], wanted: string | undefined): [R, R] | undefined {
  const ready = runs.filter(hasModel);
  const named = (wanted ?? '').split(',').flatMap((id) => ready.find((run) => run.id === id) ?? []);
  const [a, b] = named.length === 2 && named[0] !== named[1] ? named : ready;
  return a && b ? [a, b] : undefined;
}

/** Changes when one of the models does. */
export const versionOf = (pair: readonly Run[]): string =>
  pair.map((run) => modelOf(run)?.modified ?? 0).join();

/** The two runs as figures and tables name and colour them: A, then B. */
export type Sides = readonly [Side, Side];
interface Side {
  readonly name: string;
  readonly colour: string;
}
