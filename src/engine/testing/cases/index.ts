// All cases, by operator. The suite fails if an operator with a gradient rule has no case here.
import type { OperatorCases } from '../operator-case.ts';
import { activationCases } from './activation.ts';
import { arithmeticCases } from './arithmetic.ts';
import { convolutionCases } from './convolution.ts';
import { linearAlgebraCases } from './linear-algebra.ts';
import { normalizationCases } from './normalization.ts';
import { poolingCases } from './pooling.ts';
import { reductionCasesByType } from './reduction.ts';
import { shapingCases } from './shaping.ts';

export const operatorCases: OperatorCases = {
  ...activationCases,
  ...arithmeticCases,
  ...convolutionCases,
  ...linearAlgebraCases,
  ...normalizationCases,
  ...poolingCases,
  ...reductionCasesByType,
  ...shapingCases,
};
