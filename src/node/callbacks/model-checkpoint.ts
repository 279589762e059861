import type { Callback } from '../../training/callbacks/callback.ts';
import { writeFileAtomically } from '../files/atomic-write.ts';

/** The options of `modelCheckpoint`. */
export interface ModelCheckpointOptions {
  /** The path of an `.onnx` file. `{epoch}` stands for the number of the epoch. */
  readonly file: string;
  /** Whether to write only models that are the best so far. */
  readonly saveBestOnly?: boolean;
}

/**
 * Writes the model after each epoch, in one step, so that the file is always a complete model.
 *
 * @example
 * const { train } = sketches({ train: 600 });
 * const callbacks = [modelCheckpoint({ file: 'best.onnx', saveBestOnly: true })];
 * await fit(lenet5(10), { data: train, callbacks });
 */
export const modelCheckpoint = ({ file, saveBestOnly = false }: ModelCheckpointOptions): Callback => ({
  type: 'modelCheckpoint',
  settings: {},
  onEpochEnd: async ({ result, model }) => {
    if (saveBestOnly && !model.isBest) return;
    await writeFileAtomically(file.replaceAll('{epoch}', String(result.epoch)), model.bytes);
  },
});
