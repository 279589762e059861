// The methods of explanation by name, and the choice of those that a model allows.
import type { Explainer } from '../explainer.ts';
import type { ExplanationMethod } from '../explanation.ts';
import { lastSpatialLayer } from '../layers.ts';
import { InputError } from '../../errors.ts';
import { attentionRollout, hasAttention } from './attention-rollout.ts';
import { cam, hasCam } from './cam.ts';
import { gradCam, gradCamPlusPlus } from './grad-cam.ts';
import { integratedGradients } from './integrated-gradients.ts';
import { methodNames, type MethodName } from './names.ts';
import { occlusion } from './occlusion.ts';
import { saliency } from './saliency.ts';
import { scoreCam } from './score-cam.ts';
import { smoothGrad } from './smooth-grad.ts';

/** All methods of explanation by name. */
export const methods: Readonly<Record<MethodName, ExplanationMethod>> = {
  cam,
  'grad-cam': gradCam,
  'grad-cam++': gradCamPlusPlus,
  'score-cam': scoreCam,
  saliency,
  smoothgrad: smoothGrad,
  'integrated-gradients': integratedGradients,
  occlusion,
  'attention-rollout': attentionRollout,
};

/** The methods that a model's architecture allows, in the order of their names. */
export function methodsFor(explainer: Explainer): MethodName[] {
  const hasMaps = hasMapsOf(explainer);
  return methodNames.filter((name) => {
    if (name === 'cam') return hasCam(explainer);
    if (name === 'attention-rollout') return hasAttention(explainer);
    return hasMaps || !name.includes('cam');
  });
}

function hasMapsOf({ model }: Explainer): boolean {
  try {
    return lastSpatialLayer(model.graph).shape.length === 3;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}
