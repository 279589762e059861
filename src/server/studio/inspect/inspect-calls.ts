// What the studio asks the thread of its inspectors, and the answers. The program runs inspectors, not the
// page: it reads the same files in the same way as `atelier inspect check`, so that scores are the same to
// the last digit, and banks of features of many megabytes stay where they are.
import type { InspectorCard } from '../../../inspection/inspector-file.ts';
import type { EvaluationIntervals, InspectorEvaluation } from '../../../inspection/evaluate-inspector.ts';
import type { PlantedDefectPoint } from '../../../figures/detection.ts';

/** The description of a file. */
export interface DescribedInspector {
  readonly card: InspectorCard;
  /** The first digits of its checksum. */
  readonly revision: string;
  readonly bytes: number;
}

/** A score, or the error in the file in one line. */
export type Judgement = { readonly score: number } | { readonly error: string };

/** An inspector with changes, to be written into a new file. */
export interface ChangedInspector {
  readonly file: string;
  readonly out: string;
  readonly falseAlarms?: number | undefined;
  /** The files of good pieces. */
  readonly accepted: readonly string[];
}

/** The figures of tests. */
export interface FolderFigures extends InspectorEvaluation, Pick<EvaluationIntervals, 'intervals'> {
  readonly planted: readonly (PlantedDefectPoint & { readonly score: number })[];
}

/** The functions of the thread: their arguments and values. */
export interface InspectCalls {
  readonly describe: [{ readonly file: string }, DescribedInspector];
  /** In the order of the files. */
  readonly judge: [{ readonly file: string; readonly pieces: readonly string[] }, Judgement[]];
  /** Undefined if the inspector has no maps. */
  readonly map: [{ readonly file: string; readonly piece: string }, Float32Array | undefined];
  /** The accepted files that count as defective all the same. */
  readonly change: [ChangedInspector, string[]];
  readonly evaluate: [{ readonly file: string; readonly folder: string }, FolderFigures];
}
