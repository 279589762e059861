// Runs graphs that take a fixed number of pictures at a time, as some exporters write them, on any number.
import type { Program } from '../engine/runtime/program.ts';
import { inputName } from './classifier-file.ts';

/** What pictures can be run through. */
export interface PictureProgram {
  /** How many pictures its graph takes at a time; undefined if any number. */
  readonly batch: number | undefined;
  /**
   * Runs pictures.
   *
   * @param images uint8 `[count, channels, height, width]`
   * @returns the float32 outputs by name, `[count, …]`
   */
  run(images: Uint8Array): Promise<Record<string, Float32Array>>;
  /** Frees the runtime's memory. */
  dispose(): Promise<void>;
}

/**
 * A program that takes any number of pictures. A graph with a fixed number runs as often as needed; its last
 * batch is filled with black pictures, whose results are left out.
 *
 * @param imageSize the bytes of a picture
 */
export function takingAnyBatch(program: Program, imageSize: number): PictureProgram {
  const runOnce = async (images: Uint8Array) =>
    (await program.run({ [inputName]: images })) as Record<string, Float32Array>;
  const size = program.inputs.get(inputName)!.shape[0];
  const batch = typeof size === 'number' ? size : undefined;
  const dispose = () => program.dispose();
  if (batch === undefined) return { batch, run: runOnce, dispose };
  const run = async (images: Uint8Array) => {
    const count = images.length / imageSize;
    const pieces: Record<string, Float32Array>[] = [];
    for (let start = 0; start < count; start += batch) {
      const filled = new Uint8Array(batch * imageSize);
      filled.set(images.subarray(start * imageSize, (start + batch) * imageSize));
      pieces.push(await runOnce(filled));
    }
    return joined(pieces, count, batch);
  };
  return { batch, run, dispose };
}

/** The results of batches one behind the other, without those that were filled up. */
function joined(
  pieces: readonly Record<string, Float32Array>[],
  count: number,
  batch: number,
): Record<string, Float32Array> {
  const results: Record<string, Float32Array> = {};
  pieces.forEach((piece, i) => {
    const rows = Math.min(batch, count - i * batch);
    for (const [name, values] of Object.entries(piece)) {
      const width = values.length / batch;
      (results[name] ??= new Float32Array(count * width)).set(
        values.subarray(0, rows * width),
        i * batch * width,
      );
    }
  });
  return results;
}
