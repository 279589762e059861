// What the study will take: its first trial, measured, and all of them if they are like it.
import type { Estimate as Measured } from '../../../../src/server/studio/contract/jobs.ts';
import type { StudyEstimate as Request } from '../../../../src/server/studio/contract/studies.ts';
import { aboutEpochs, aboutNetwork, Estimate, type EstimateRow } from '../../options/estimate.tsx';
import { bytes, count, duration } from '../../words/numbers.ts';
import { tuneWords } from '../../words/tune.ts';
import { planOf, studyCost } from './core/study-cost.ts';
import type { StudyForm } from './use-study-form.ts';

const words = tuneWords.form.estimate;

export const StudyEstimate = ({ form }: { readonly form: StudyForm }) => (
  <Estimate
    path="studies/estimate"
    request={form.measured}
    isValid={form.isSound}
    hint={words.hint}
    rows={rowsOf}
    meaning={words.meaning(planOf(form.measured.options ?? {}).workers)}
    onRefused={form.refuse}
  />
);

function rowsOf(measured: Measured, { options = {} }: Request): EstimateRow[] {
  const plan = planOf(options);
  const { trial, all, fitting, memory } = studyCost(measured, plan);
  const { workers, trials } = plan;
  return [
    [words.trial, duration(trial)],
    ...(fitting === undefined ? [] : [[words.fitting, count(fitting)] as const]),
    ...(all === undefined
      ? []
      : [[words.all(fitting === undefined ? trials : undefined, workers), duration(all)] as const]),
    ...aboutEpochs(measured),
    [words.memory(workers), bytes(memory)],
    ...aboutNetwork(measured),
  ];
}
