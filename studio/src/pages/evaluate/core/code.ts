// The TypeScript that measures the same, for a program of one's own.
import type { EvaluationQuery } from '../../../../../src/server/studio/contract/evaluations.ts';

export const codeOf = ({
  model,
  data,
  split = 'test',
}: EvaluationQuery): string => `import { readFile } from 'node:fs/promises';
import { evaluationReport, openClassifier, predictLabelled, withValidation } from 'atelier';
import { loadData } from 'atelier/node';

// A run's model is its best.onnx.
const classifier = await openClassifier(await readFile(${JSON.stringify(`${model}.onnx`)}));
const splits = await loadData(${JSON.stringify(data ?? 'fashion-mnist')});
const dataset = ${split === 'test' ? 'splits.test!' : `withValidation(splits, classifier.card.seed).${split}`};
const report = evaluationReport(await predictLabelled(classifier, dataset));
console.log(report.accuracy, report.accuracyInterval);
`;
