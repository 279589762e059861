// Checks whether explanations depend on what a model has learned (Adebayo et al., 2018, "Sanity Checks for
// Saliency Maps"). Its layers are randomised one after the other, from the logits down, and the maps of the
// same classes must change. A method whose maps stay similar shows the picture, not the model.
import type { Explainer } from './explainer.ts';
import { targetsOf, type ExplanationMethod, type ExplanationOptions } from './explanation.ts';
import { rankCorrelation } from './rank-correlation.ts';
import { layersWithKernels, randomizeKernels } from './randomize-weights.ts';
import { structuralSimilarity } from './structural-similarity.ts';

export interface SanityOptions extends ExplanationOptions {
  /** Whether to randomise one layer after the other and measure each step, instead of only all at once. */
  readonly cascading?: boolean | undefined;
}

/**
 * How similar maps are to those of the trained model after the kernels down to this layer are shuffled;
 * means over the pictures.
 */
export interface SanityStep {
  readonly layer: string;
  /** The rank correlation of the maps: 1 for the same order of pixels, 0 for unrelated orders. */
  readonly rankCorrelation: number;
  /** The structural similarity of magnitudes, scaled to 0 to 1 for each map: 1 if they look the same. */
  readonly similarity: number;
}

/**
 * Compares a method's maps for a model with its maps for the same model with shuffled kernels.
 *
 * @param images `[count, channels, height, width]`, 0 to 255
 * @returns steps from the layer of the logits to the first layer; without cascading, one step of all layers
 * @example const [all] = await sanityCheck(explainer, saliency, pixels, { cascading: false });
 */
export async function sanityCheck(
  explainer: Explainer,
  method: ExplanationMethod,
  images: ArrayLike<number>,
  { cascading = true, ...options }: SanityOptions = {},
): Promise<SanityStep[]> {
  const targets = await targetsOf(explainer, images, options.targets);
  const trained = await method(explainer, images, { ...options, targets });
  const layers = layersWithKernels(explainer.model.graph);
  const depths = cascading ? layers.map((_, i) => i + 1) : [layers.length];
  const steps: SanityStep[] = [];
  for (const depth of depths) {
    const unlearned = explainer.withGraph(
      randomizeKernels(explainer.model.graph, layers.slice(0, depth), options.seed),
    );
    try {
      const { maps } = await method(unlearned, images, { ...options, targets });
      steps.push({ layer: layers[depth - 1]!, ...likeness(explainer, trained.maps, maps) });
    } finally {
      await unlearned.dispose();
    }
  }
  return steps;
}

/** The mean similarity of maps of the same pictures. */
function likeness({ height, width }: Explainer, a: Float32Array, b: Float32Array): Omit<SanityStep, 'layer'> {
  const area = height * width;
  const count = a.length / area;
  let [correlations, similarities] = [0, 0];
  for (let start = 0; start < a.length; start += area) {
    const [one, other] = [a.subarray(start, start + area), b.subarray(start, start + area)];
    correlations += rankCorrelation(one, other);
    similarities += structuralSimilarity(normalized(one), normalized(other), height, width);
  }
  return { rankCorrelation: correlations / count, similarity: similarities / count };
}

/** Magnitudes, scaled to 0 to 1. */
function normalized(map: Float32Array): Float32Array {
  const largest = map.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return map.map((value) => (largest > 0 ? Math.abs(value) / largest : 0));
}
