// Writes curves for TensorBoard, with the names that Keras uses: `<folder>/train` and `<folder>/validation`.
// Each value is written as soon as it is known. A resumed run adds another file.
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Callback } from '../../training/callbacks/callback.ts';
import { explainSystemError } from '../files/system-errors.ts';
import { encodeRecord, encodeScalars, encodeVersion, type Scalars } from './event-file.ts';
import { makeFolder } from '../files/make-folder.ts';

/**
 * Writes loss, accuracy and learning rate of each epoch as event files.
 *
 * @example
 * const { train } = sketches({ train: 600 });
 * await fit(lenet5(10), { data: train, callbacks: [tensorBoard('logs')] }); // then: tensorboard --logdir logs
 */
export function tensorBoard(folder: string): Callback {
  const writers = new Map<string, EventFile>();
  const add = async (split: string, step: number, scalars: Scalars) => {
    const writer = writers.get(split) ?? (await EventFile.create(join(folder, split)));
    writers.set(split, writer);
    await writer.add(step, scalars);
  };
  return {
    type: 'tensorBoard',
    settings: {},
    async onEpochEnd({ result }) {
      const { epoch, loss, accuracy, learningRate, validationLoss, validationAccuracy } = result;
      const training = { epoch_loss: loss, epoch_accuracy: accuracy, epoch_learning_rate: learningRate };
      await add('train', epoch, training);
      await add('validation', epoch, { epoch_loss: validationLoss, epoch_accuracy: validationAccuracy });
    },
    async onTrainEnd() {
      for (const writer of writers.values()) await writer.close();
      writers.clear();
    },
  };
}

/** A file of events, which grows record by record. Readers skip a record that was cut off. */
class EventFile {
  private readonly file: FileHandle;

  private constructor(file: FileHandle) {
    this.file = file;
  }

  static async create(folder: string): Promise<EventFile> {
    try {
      await makeFolder(folder);
      const seconds = Date.now() / 1000;
      const name = `events.out.tfevents.${Math.floor(seconds)}.atelier.${process.pid}.v2`;
      const writer = new EventFile(await open(join(folder, name), 'a'));
      await writer.file.appendFile(encodeRecord(encodeVersion(seconds)));
      return writer;
    } catch (error) {
      throw explainSystemError(error, `${folder}: can't be written`);
    }
  }

  async add(step: number, scalars: Scalars): Promise<void> {
    await this.file.appendFile(encodeRecord(encodeScalars(Date.now() / 1000, step, scalars)));
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
