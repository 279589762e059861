// Where the reader is: a stage, one of its maps, and one cell of it. The address may name what the network
// does not have, so everything is brought within its bounds.
import { chapterOf, stageFor, type Chapter } from './chapters.ts';
import type { Stage } from './plain-network.ts';
import type { LearnSearch } from './search.ts';

export interface Place {
  readonly chapter: Chapter;
  readonly stage: Stage;
  /** The stage that it reads; the picture reads itself. */
  readonly source: Stage;
  readonly map: number;
  readonly row: number;
  readonly column: number;
  /** Which of the inputs that it is computed from. */
  readonly from: number;
  readonly weight: number;
}

/** The height and width of a stage's maps; units are maps of one cell. */
export const sizeOfMap = ({ shape }: Stage): readonly [number, number] =>
  shape.length === 3 ? [shape[1]!, shape[2]!] : [1, 1];

/** The shape of the maps whose numbers stand in the row that a dense layer reads. */
export function rowShape(source: Stage, stages: readonly Stage[]): readonly number[] {
  if (source.kind === 'flatten') return stages[stages.indexOf(source) - 1]!.shape;
  return source.kind === 'pooling' ? [source.shape[0]!, 1, 1] : source.shape;
}

/** The place that an address names. */
export function placeOf(search: LearnSearch, stages: readonly Stage[]): Place {
  const chapter = search.chapter ?? 'pixels';
  const stage = stageFor(chapter, stages, search.stage);
  const source = stages[Math.max(0, stages.indexOf(stage) - 1)]!;
  const [height, width] = sizeOfMap(stage);
  const [row, column] = (search.at ?? `${height >> 1},${width >> 1}`).split(',').map(Number) as [
    number,
    number,
  ];
  const weights = stage.sliding ? stage.sliding.size[0] * stage.sliding.size[1] : 1;
  return {
    ...{ chapter, stage, source },
    map: within(search.map ?? 0, stage.shape[0]!),
    row: within(row, height),
    column: within(column, width),
    from: within(search.from ?? 0, stage.depth ?? source.shape[0]!),
    weight: within(search.weight ?? weights >> 1, weights),
  };
}

const within = (value: number, count: number): number => Math.min(value, count - 1);

/** The address that shows a map of a stage, in the chapter that explains it. */
export const searchFor = (stage: Stage, map: number, chapter = chapterOf(stage)): LearnSearch => ({
  ...{ chapter, stage: stage.id, map },
});

/** The cell after an arrow key, Home or End; nothing for other keys. */
export function movedCell(
  key: string,
  [row, column]: readonly [number, number],
  [height, width]: readonly [number, number],
): readonly [number, number] | undefined {
  const moves: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    Home: [row, 0],
    End: [row, width - 1],
    PageUp: [0, column],
    PageDown: [height - 1, column],
  };
  const [y, x] = moves[key] ?? [];
  if (y === undefined || x === undefined) return undefined;
  return [Math.max(0, Math.min(height - 1, y)), Math.max(0, Math.min(width - 1, x))];
}
