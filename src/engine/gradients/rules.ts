// The one table from operator to gradient rule.
import { activationRules } from './activation.ts';
import { arithmeticRules } from './arithmetic.ts';
import { convolutionRules } from './convolution.ts';
import { linearAlgebraRules } from './linear-algebra.ts';
import { normalizationRules } from './normalization.ts';
import { poolingRules } from './pooling.ts';
import { reductionRules } from './reduction.ts';
import type { GradientRules, RuleOfSeveralOutputs } from './rule.ts';
import { shapingRules, shapingRulesOfSeveralOutputs } from './shaping.ts';

export const rules: GradientRules = {
  ...activationRules,
  ...arithmeticRules,
  ...convolutionRules,
  ...linearAlgebraRules,
  ...normalizationRules,
  ...poolingRules,
  ...reductionRules,
  ...shapingRules,
};

/** The rules for operators with several differentiable outputs. */
export const rulesOfSeveralOutputs: Readonly<Record<string, RuleOfSeveralOutputs>> =
  shapingRulesOfSeveralOutputs;
