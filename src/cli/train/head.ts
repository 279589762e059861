// The head of a fine-tuned network, fitted with progress and a cache of features.
import type { Pictures } from '../../data/pictures.ts';
import type { Dataset } from '../../data/dataset.ts';
import { openBatches } from '../../node/data/batches/worker-batches.ts';
import { cachedVectors } from '../../node/results/cached-vectors.ts';
import { percent } from '../../number-words.ts';
import type { TrainingConfig } from '../../training/config-schema.ts';
import { headOptionsOf } from '../../training/config.ts';
import type { Candidate, HeadOptions } from '../../training/fit-head.ts';
import { notice } from '../terminal/output.ts';
import { stageReporter } from '../terminal/stage-progress.ts';
import type { RunRecorder } from './run-recorder.ts';

/** The options of `fitHead` for a configuration, with listeners that tell the terminal and the run. */
export function reportedHead(
  config: TrainingConfig,
  data: Dataset<Pictures>,
  recorder: RunRecorder,
  signal: AbortSignal,
): HeadOptions {
  const report = stageReporter();
  return {
    ...headOptionsOf(config, data),
    ...{ openBatches, cachedVectors, signal },
    onFeatures: (done, total) => {
      report('features', done / total);
      recorder.features(done, total);
    },
    onFit: () => recorder.fitting(),
    onPenalty: (candidates, chosen) => notice(describePenalty(candidates, chosen)),
  };
}

function describePenalty(candidates: readonly Candidate[], chosen: number): string {
  const { accuracy } = candidates.find(({ penalty }) => penalty === chosen)!;
  return `head: L2 penalty ${chosen} of ${candidates.length}, accuracy ${percent(accuracy)} in cross-validation on the training pictures`;
}
