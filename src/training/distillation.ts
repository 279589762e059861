// Distillation: a network learns from the labels and from what a trained one, its teacher, or several of
// them, say of the same pictures, as they are after augmentation (Hinton, Vinyals & Dean, 2015, "Distilling
// the knowledge in a neural network"). What several say is the mean of their probabilities.
import { z } from 'zod';
import type { Dataset } from '../data/dataset.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { InputError } from '../errors.ts';
import type { ModelCard } from '../nn/classifier-file.ts';
import { openClassifier, type Classifier } from '../nn/classifier.ts';
import { ensemble } from '../nn/ensemble.ts';

const models = 'expected a model, or a list of models';

export const distillationSchema = z.strictObject({
  /** A model file, a run, or a released model's name; or several. */
  teacher: z.union([z.string(), z.array(z.string()).min(1, { error: models })], { error: models }),
  /** The share of the loss that the teacher decides; the rest is the labels'. */
  weight: z.number().gt(0).max(1).default(0.5),
  /** Above 1, more of what the teacher holds for less likely counts. */
  temperature: z.number().min(0.1).max(100).default(1),
});

/** How much a model learns from its teachers. */
export interface DistillationWeights {
  /** The share of the loss that the teachers decide, above 0 and at most 1; the rest is the labels'. */
  readonly weight: number;
  /** What the logits of both are divided by before they are compared. */
  readonly temperature: number;
}

/** Trained models to learn from as well. */
export interface Distillation extends DistillationWeights {
  /** The bytes of their `.onnx` files. */
  readonly teachers: readonly Uint8Array[];
}

/**
 * Opens the teachers for pictures like these, as one classifier, whose programs take turns with that of the
 * step.
 *
 * @throws InputError where one has other classes or takes other pictures
 */
export async function openTeacher(
  { teachers }: Distillation,
  data: Dataset,
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

function checkTeacher(card: ModelCard, data: Dataset, name: string): void {
  const pictures = [data, card.input].map(({ channels, height, width }) => `${channels}×${height}×${width}`);
  const classes = [data.classNames, card.classNames].map((names) => names.join(', '));
  if (pictures[0] !== pictures[1])
    throw new InputError(`${name}: expected one for pictures of ${pictures[0]}, got ${pictures[1]}`);
  if (classes[0] !== classes[1])
    throw new InputError(`${name}: expected the classes ${classes[0]}, got ${classes[1]}`);
}
