// Opens the model that `explain` and `report` look into. The file of another program is imported, as in the
// other commands; if it is not known how its pixels are prepared, its graph is explained as it is.
import type { DeviceOptions } from '../../engine/runtime/runtime.ts';
import { openExplainer, type Explainer } from '../../explain/explainer.ts';
import type { PixelRange } from '../../explain/pixel-ranges.ts';
import { InputError } from '../../errors.ts';
import { isDescribed } from '../../nn/classifier-file.ts';
import { notice } from '../terminal/output.ts';
import { readModelArgument } from './open-model.ts';

/** A model to explain. */
export interface OpenedExplainer {
  /** The model's file. */
  readonly file: string;
  /** The file, or the model of ours that it was turned into. */
  readonly bytes: Uint8Array;
  readonly explainer: Explainer;
}

/**
 * Opens an `.onnx` file of any origin, the `best.onnx` of a run, or a released model.
 *
 * @throws InputError if it is not a classifier that the engine knows
 */
export async function openExplained(
  argument: string,
  { pixels, ...device }: DeviceOptions & { readonly pixels?: PixelRange | undefined },
): Promise<OpenedExplainer> {
  const { file, bytes } = await readModelArgument(argument);
  const open = (model: Uint8Array) => ({
    ...{ file, bytes: model },
    explainer: openExplainer(model, file, { ...device, ...(pixels && { pixels }) }),
  });
  if (isDescribed(bytes, file)) return open(bytes);
  const { describedModel } = await import('../../node/foreign/import-file.ts');
  try {
    const described = await describedModel(file, bytes, { preprocess: pixels });
    notice(`${file}: ${described.notice}`);
    return open(described.bytes);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const plain = quietly(() => open(bytes));
    if (!plain) throw error;
    return plain;
  }
}

/** What a function returns; undefined if it throws an InputError. */
function quietly<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
