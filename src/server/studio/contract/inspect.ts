// Inspectors and pieces as the studio's page sees them. Pieces are named by their path in the folder of their
// line, so they stand in queries and bodies.
import { z } from 'zod';

/** `GET /api/inspectors`: those that were named at the start, and those that were given to the page. */
export const inspectorList = z.array(
  z.object({
    /** Names it in addresses. */
    id: z.string(),
    name: z.string(),
    /** The file as the command line names it. */
    file: z.string(),
    /** The size of a file that was given to the page, which can be removed. */
    givenBytes: z.number().optional(),
  }),
);
export type InspectorName = z.output<typeof inspectorList>[number];

/** A piece: its line, and its path in the folder of the line. */
const pieceRef = z.strictObject({ line: z.string().max(200), piece: z.string().min(1).max(4096) });
export type PieceRef = z.output<typeof pieceRef>;

/** What a person changed: another rate of false alarms, and pieces that are good. */
const changes = z.strictObject({
  falseAlarms: z.number().gt(0).lt(1).optional(),
  accepted: z.array(pieceRef).max(1000),
});
export type InspectorChanges = z.output<typeof changes>;

/** `PUT /api/inspectors/:id/changes`: all changes; the answer is the `InspectorDetail`. */
export const changesRequest = changes;

/** What an inspector is: the description in its file. */
const card = z.object({
  method: z.enum(['patchcore', 'padim', 'knn']),
  input: z.object({ channels: z.union([z.literal(1), z.literal(3)]), height: z.number(), width: z.number() }),
  backbone: z.object({ name: z.string(), sha256: z.string(), layers: z.array(z.string()) }),
  variants: z.array(z.object({ name: z.string(), pieces: z.number(), accepted: z.number() })),
  /** What good pieces got that were judged by what the others tell. */
  heldBack: z.object({ scores: z.array(z.number()), peaks: z.array(z.number()) }),
  falseAlarms: z.number(),
  threshold: z.number(),
  placeThreshold: z.number().optional(),
  alignment: z.number().optional(),
  region: z.number(),
  seed: z.number(),
});

/** `GET /api/inspectors/:id`: with the changes, if there are some. */
export const inspectorDetail = z.object({
  id: z.string(),
  name: z.string(),
  file: z.string(),
  card,
  /** Changes with the bytes of what judges. */
  revision: z.string(),
  bytes: z.number(),
  changes,
  /** The new file with the changes; missing without changes. */
  changedFile: z.string().optional(),
  /** The accepted pieces that count as defective all the same. */
  failing: z.array(pieceRef),
});
export type InspectorDetail = z.output<typeof inspectorDetail>;

/** `GET /api/pieces`: the folders that were named at the start, and `dropped`. */
export const lineList = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    /** The folder as the command line names it. */
    folder: z.string(),
    /** `tests` have pieces whose defects are known, in MVTec’s layout. */
    kind: z.enum(['folder', 'tests', 'dropped']),
    /** How many pictures were given to the page, and their size; of `dropped` only. */
    pieces: z.number().optional(),
    bytes: z.number().optional(),
  }),
);
export type PieceLine = z.output<typeof lineList>[number];

const piece = z.object({
  /** Its path in the folder. */
  piece: z.string(),
  /** When it last changed, in milliseconds since 1970. */
  modified: z.number(),
  /** Of tests: the kind of its defect; null for a good piece. */
  defect: z.string().nullable().optional(),
});
export type Piece = z.output<typeof piece>;

/** `GET /api/pieces/:id`: in their order. */
export const pieceList = z.array(piece);

/**
 * `POST /api/pieces/dropped/remove` and `/restore`: pictures that were given to the page. 409 if an inspector
 * took one of them as a good piece. `DELETE /api/inspectors/:id` and `POST /api/inspectors/:id/restore` do
 * the same for inspectors. What was removed can be restored until the studio starts again.
 */
export const droppedPieces = z.strictObject({
  pieces: z.array(z.string().min(1).max(4096)).min(1).max(100_000),
});
export type DroppedPieces = z.output<typeof droppedPieces>;

/** `POST /api/inspectors/:id/judge`. */
export const judgeRequest = z.strictObject({
  line: z.string().max(200),
  pieces: z.array(z.string().min(1).max(4096)).min(1).max(32),
});
export type JudgeRequest = z.output<typeof judgeRequest>;

/**
 * The answer: a score, or why there is none. `GET /api/inspectors/:id/map?line=&piece=` has the map: float32
 * in little-endian order, `[height, width]`.
 */
export const judgeAnswer = z.object({
  revision: z.string(),
  pieces: z.array(
    z.object({ piece: z.string(), score: z.number().optional(), error: z.string().optional() }),
  ),
});
export type JudgeAnswer = z.output<typeof judgeAnswer>;

const interval = z.tuple([z.number(), z.number()]);
const figures = {
  imageAuroc: z.number(),
  pixelAuroc: z.number().nullable(),
  aupro: z.number().nullable(),
  f1: z.number(),
};

/** `POST /api/inspectors/:id/evaluate`, of a line of tests. The answer extends `inspect evaluate --json`. */
export const evaluateRequest = z.strictObject({ line: z.string().max(200) });
export const evaluation = z.object({
  ...figures,
  threshold: z.number(),
  perDefect: z.record(z.string(), z.object({ ...figures, found: z.number(), pieces: z.number() })),
  /** Of 95 %. */
  intervals: z.object({
    imageAuroc: interval.optional(),
    pixelAuroc: interval.optional(),
    aupro: interval.optional(),
    f1: interval.optional(),
  }),
  /** The planted defects by size and contrast, if the folder is one of `inspect plant`. */
  planted: z.array(
    z.object({ defect: z.string(), area: z.number(), contrast: z.number(), score: z.number() }),
  ),
});
export type Evaluation = z.output<typeof evaluation>;
