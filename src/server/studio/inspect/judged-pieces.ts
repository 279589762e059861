// What inspectors said of pieces, so that a piece is judged once as long as neither it nor the inspector
// changes. Maps take much memory: the oldest go first.
import { stat } from 'node:fs/promises';
import { checkFiles, isJudged } from '../../../node/inspection/check-files.ts';
import type { OpenInspector } from './open-inspectors.ts';

/** A score and a map, or the error in the file in one line. */
export type Judged =
  { readonly score: number; readonly map: Float32Array | undefined } | { readonly error: string };

/** 256 MiB of maps. */
const mostNumbers = 2 ** 26;

/** Judges pieces and remembers what was said. */
export class JudgedPieces {
  private readonly known = new Map<string, Judged>();
  private numbers = 0;

  /** Judges files, in their order. */
  async judge(inspector: OpenInspector, files: readonly string[]): Promise<Judged[]> {
    const names = await Promise.all(files.map((file) => nameOf(inspector.revision, file)));
    const answers = names.map((name) => this.known.get(name));
    const missing = files.flatMap((file, i) => (answers[i] ? [] : [{ file, i }]));
    let next = 0;
    for await (const part of checkFiles(
      inspector.inspector,
      missing.map(({ file }) => file),
    ))
      for (const piece of part) {
        const { i } = missing[next++]!;
        const judged = isJudged(piece)
          ? { score: piece.score, map: piece.map?.slice() }
          : { error: piece.error };
        answers[i] = judged;
        this.remember(names[i]!, judged);
      }
    return answers as Judged[];
  }

  private remember(name: string, judged: Judged): void {
    this.known.set(name, judged);
    this.numbers += sizeOf(judged);
    for (const [oldest, value] of this.known) {
      if (this.numbers <= mostNumbers) return;
      this.known.delete(oldest);
      this.numbers -= sizeOf(value);
    }
  }
}

const sizeOf = (judged: Judged): number => ('map' in judged ? (judged.map?.length ?? 0) + 16 : 16);

/** A file that has changed has another name here. */
async function nameOf(revision: string, file: string): Promise<string> {
  const status = await stat(file).catch(() => undefined);
  return [revision, file, status?.size, status?.mtimeMs].join('\0');
}
