// Distillation: a network learns from the labels and from what a trained one, its teacher, says of the same pictures, as they are
// after augmentation (Hinton, Vinyals & Dean, 2015, "Distilling the knowledge in a neural network").
import { z } from 'zod';
import type { Dataset } from '../data/dataset.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { InputError } from '../errors.ts';
import { openClassifier, type Classifier } from '../nn/classifier.ts';

export const distillationSchema = z.strictObject({
  /** A model file, a run, or a released model's name. */
  teacher: z.string(),
  /** The share of the loss that the teacher decides; the rest is the labels'. */
  weight: z.number().gt(0).max(1).default(0.5),
  /** Above 1, more of what the teacher holds for less likely counts. */
  temperature: z.number().min(0.1).max(100).default(1),
});

export interface DistillationWeights {
  readonly weight: number;
  readonly temperature: number;
}

export interface Distillation extends DistillationWeights {
  /** The bytes of its `.onnx` file. */
  readonly teacher: Uint8Array;
}

/**
 * Opens a teacher for pictures like these.
 *
 * @throws InputError where it has other classes or takes other pictures
 */
export async function openTeacher(
  { teacher }: Distillation,
  { classNames, channels, height, width }: Dataset,
  options: DeviceOptions,
): Promise<Classifier> {
  const classifier = await openClassifier(teacher, 'the teacher', options);
  const { card } = classifier;
  const expected = { pictures: [channels, height, width].join('×'), classes: classNames.join(', ') };
  const { input } = card;
  const pictures = [input.channels, input.height, input.width].join('×');
  const classes = card.classNames.join(', ');
  if (pictures === expected.pictures && classes === expected.classes) return classifier;
  await classifier.dispose();
  throw new InputError(
    pictures === expected.pictures
      ? `the teacher: expected the classes ${expected.classes}, got ${classes}`
      : `the teacher: expected one for pictures of ${expected.pictures}, got ${pictures}`,
  );
}
