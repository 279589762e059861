// What each method is worth on a model: how well its maps tell what the model goes by, and whether they
// depend on it at all.
import type { Explainer } from './explainer.ts';
import { targetsOf, type ExplanationOptions } from './explanation.ts';
import { faithfulness, randomMaps, type Faithfulness } from './faithfulness.ts';
import { methods } from './methods/index.ts';
import type { MethodName } from './methods/names.ts';
import { sanityCheck, type SanityStep } from './sanity-check.ts';

export interface MethodAssessment extends Faithfulness {
  readonly method: MethodName;
  /** As the kernels are shuffled from the logits down. */
  readonly sanity: readonly SanityStep[];
}

export interface Assessment {
  readonly methods: readonly MethodAssessment[];
  /** What deletion and insertion give for pixels in random order. */
  readonly random: Faithfulness;
  readonly pictures: number;
}

export interface AssessmentOptions extends ExplanationOptions {
  /** On how many of the pictures, the first ones, the sanity check is made: all by default. */
  readonly sanityPictures?: number;
  /** Whether kernels are shuffled layer by layer, and not only all at once. */
  readonly cascading?: boolean | undefined;
  readonly onMethod?: (method: MethodName) => void;
}

/**
 * Faithfulness and sanity of methods on the same pictures, beside a random order of pixels.
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
