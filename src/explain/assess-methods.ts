// Rates methods of explanation on a model: how well their maps show what the model uses, and whether they
// depend on the model at all.
import type { Explainer } from './explainer.ts';
import { targetsOf, type ExplanationOptions } from './explanation.ts';
import { faithfulness, randomMaps, type Faithfulness } from './faithfulness.ts';
import { methods } from './methods/index.ts';
import type { MethodName } from './methods/names.ts';
import { sanityCheck, type SanityStep } from './sanity-check.ts';

export interface MethodAssessment extends Faithfulness {
  readonly method: MethodName;
  /** The sanity check, as the kernels are shuffled from the logits down. */
  readonly sanity: readonly SanityStep[];
}

export interface Assessment {
  readonly methods: readonly MethodAssessment[];
  /** The faithfulness of a random order of the pixels. */
  readonly random: Faithfulness;
  readonly pictures: number;
}

export interface AssessmentOptions extends ExplanationOptions {
  /** The number of pictures for the sanity check, from the first one on; all by default. */
  readonly sanityPictures?: number;
  /** Whether to shuffle kernels layer by layer, instead of only all at once. */
  readonly cascading?: boolean | undefined;
  readonly onMethod?: (method: MethodName) => void;
}

/**
 * Measures the faithfulness and sanity of methods on the same pictures, and of a random order of pixels.
 *
 * @param images `[count, channels, height, width]`, 0 to 255
 * @example const { methods, random } = await assessMethods(explainer, methodsFor(explainer), pixels);
 */
export async function assessMethods(
  explainer: Explainer,
  names: readonly MethodName[],
  images: ArrayLike<number>,
  options: AssessmentOptions = {},
): Promise<Assessment> {
  const { sanityPictures = Infinity, cascading, onMethod, layer, seed } = options;
  const targets = await targetsOf(explainer, images, options.targets);
  const checked = Math.min(targets.length, sanityPictures);
  const first = Float32Array.from({ length: checked * explainer.imageSize }, (_, i) => images[i]!);
  const assessed: MethodAssessment[] = [];
  for (const name of names) {
    onMethod?.(name);
    const explanation = await methods[name](explainer, images, { targets, layer, seed });
    const sanity = await sanityCheck(explainer, methods[name], first, {
      ...{ cascading, layer, seed, targets: targets.subarray(0, checked) },
    });
    assessed.push({ method: name, ...(await faithfulness(explainer, images, explanation)), sanity });
  }
  const noise = { maps: randomMaps(targets.length, explainer, seed), targets };
  const random = await faithfulness(explainer, images, noise);
  return { methods: assessed, random, pictures: targets.length };
}
