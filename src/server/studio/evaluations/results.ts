// The folder of an evaluation as its job writes it: each file in one step, and how far the job is.
import { join } from 'node:path';
import { writeFileAtomically, type FileContent } from '../../../node/files/atomic-write.ts';
import type { EvaluationFile, EvaluationProgress } from '../contract/evaluations.ts';

export const progressFile = 'progress.json';

/** The name of a sheet of pictures. */
export const sheetName = (sheet: number): string => `pictures-${sheet}.webp`;

/** How often progress is written at most. */
const patience = 250;

/** Writes the results of an evaluation. */
export class EvaluationWriter {
  private readonly folder: string;
  private progress: EvaluationProgress | undefined;
  private written = 0;
  private turn: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.folder = folder;
  }

  write(name: EvaluationFile | `pictures-${number}.webp`, content: FileContent): Promise<void> {
    return writeFileAtomically(join(this.folder, name), content);
  }

  writeJson(name: EvaluationFile, value: object): Promise<void> {
    return this.write(name, JSON.stringify(value));
  }

  /** Begins a step. @param total how much it is; 0 if that is not known */
  begin(step: EvaluationProgress['step'], total = 0): Promise<void> {
    this.progress = { step, done: 0, total, begun: Date.now() };
    return this.save();
  }

  /** Tells how much of the step is done. */
  advance(done: number, total = this.progress?.total ?? 0): void {
    if (!this.progress) return;
    this.progress = { ...this.progress, done, total };
    if (Date.now() - this.written > patience) void this.save();
  }

  private save(): Promise<void> {
    this.written = Date.now();
    const text = JSON.stringify(this.progress);
    this.turn = this.turn.then(() => writeFileAtomically(join(this.folder, progressFile), text));
    return this.turn;
  }
}
