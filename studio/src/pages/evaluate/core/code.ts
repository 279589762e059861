// The TypeScript that measures the same, for a program of one's own.
import type { Model } from '../../../../../src/server/studio/contract/models.ts';
import type { EvaluationQuery } from '../../../../../src/server/studio/contract/evaluations.ts';

/** What a run's configuration says of its data. */
export interface TrainedOn {
  readonly data?: string;
  readonly validationSeed?: number;
}

interface Measured extends Pick<EvaluationQuery, 'split'> {
  readonly model: Pick<Model, 'id' | 'kind' | 'argument' | 'card'>;
  /** The configuration of a run. */
  readonly config?: TrainedOn | undefined;
  /** Where the data are; those of the model's training if it is left out. */
  readonly data?: string | undefined;
}

/** The program that measures the same model on the same pictures, prepared as for its training. */
export function codeOf({ model, config = {}, data, split = 'test' }: Measured): string {
  const { validationSeed: seed = 'classifier.card.seed' } = config;
  const source = data ?? config.data ?? model.card?.data ?? 'fashion-mnist';
  return `import { readFile } from 'node:fs/promises';
import { evaluationReport, openClassifier, predictLabelled${split === 'test' ? '' : ', withValidation'} } from 'atelier';
import { loadData, picturesFor } from 'atelier/node';

const classifier = await openClassifier(await readFile(${fileOf(model)}));
const splits = await loadData(${JSON.stringify(source)}, {
  pictures: picturesFor(classifier.card),
  labelNames: classifier.card.classNames,
});
const dataset = ${split === 'test' ? 'splits.test!' : `withValidation(splits, ${seed}).${split}`};
const report = evaluationReport(await predictLabelled(classifier, dataset));
console.log(report.accuracy, report.accuracyInterval);
`;
}

/** A released model is a file of the package; a run has its best one. */
const fileOf = ({ kind, argument }: Measured['model']): string =>
  kind === 'released'
    ? `new URL('models/${argument}.onnx', import.meta.resolve('atelier/package.json'))`
    : JSON.stringify(kind === 'run' ? `${argument}/best.onnx` : argument);
