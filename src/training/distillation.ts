// Distillation: a network learns from the labels and from the predictions of a trained network, its teacher,
// for the same augmented pictures (Hinton, Vinyals & Dean, 2015, "Distilling the knowledge in a neural
// network"). The prediction of several teachers is the mean of their probabilities.
import type { Pictures } from '../data/pictures.ts';
import { z } from 'zod';
import type { Dataset } from '../data/dataset.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { InputError } from '../errors.ts';
import type { ModelCard } from '../nn/classifier-file.ts';
import { openClassifier, type Classifier } from '../nn/classifier.ts';
import { ensemble } from '../nn/ensemble.ts';

const models = 'expected a model, or a list of models';

export const distillationSchema = z.strictObject({
  /** A model file, a run, or the name of a released model; or a list of them. */
  teacher: z.union([z.string(), z.array(z.string()).min(1, { error: models })], { error: models }),
  /** The share of the loss that comes from the teacher; the rest comes from the labels. */
  weight: z.number().gt(0).max(1).default(0.5),
  /** Above 1, the teacher's less likely classes count for more. */
  temperature: z.number().min(0.1).max(100).default(1),
});

/** How much a model learns from its teachers. */
export interface DistillationWeights {
  /**
   * The share of the loss that comes from the teachers, above 0 and at most 1; the rest comes from the
   * labels.
   */
  readonly weight: number;
  /** The number that divides the logits of both before they are compared. */
  readonly temperature: number;
}

/** Trained models to learn from, in addition to the labels. */
export interface Distillation extends DistillationWeights {
  /** The bytes of their `.onnx` files. */
  readonly teachers: readonly Uint8Array[];
}

/**
 * Opens the teachers as one classifier. Their programs take turns with that of the training step.
 *
 * @throws InputError if one has other classes or takes pictures of another size
 */
export async function openTeacher(
  { teachers }: Distillation,
  data: Dataset<Pictures>,
  options: DeviceOptions,
): Promise<Classifier> {
  const opened: Classifier[] = [];
  try {
    for (const [i, bytes] of teachers.entries()) {
      const name = teachers.length > 1 ? `teacher ${i + 1}` : 'the teacher';
      const classifier = await openClassifier(bytes, name, { ...options, takesTurns: true });
      opened.push(classifier);
      checkTeacher(classifier.card, data, name);
    }
    return ensemble(opened);
  } catch (error) {
    for (const classifier of opened) await classifier.dispose();
    throw error;
  }
}

function checkTeacher(card: ModelCard, data: Dataset<Pictures>, name: string): void {
  const pictures = [data, card.input].map(({ channels, height, width }) => `${channels}×${height}×${width}`);
  const classes = [data.classNames, card.classNames].map((names) => names.join(', '));
  if (pictures[0] !== pictures[1])
    throw new InputError(
      `${name}: expected a model for pictures of ${pictures[0]}, got one for ${pictures[1]}`,
    );
  if (classes[0] !== classes[1])
    throw new InputError(`${name}: expected the classes ${classes[0]}, got ${classes[1]}`);
}
