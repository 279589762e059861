// A comparison as TypeScript, for a program of one's own.
import type { RunDetail } from '../../../../../src/server/studio/contract/runs.ts';
import type { ComparedSplit } from './search.ts';

type Run = Pick<RunDetail, 'folder' | 'fullConfig'>;

/** What a run's configuration says of its pictures. */
interface TrainedOn {
  readonly data?: string;
  readonly pictures?: object;
  readonly seed?: number;
  readonly validationSeed?: number;
}

/** The program that compares the same runs on the same pictures. */
export function codeOf([a, b]: readonly [Run, Run], split: ComparedSplit): string {
  // Both see the pictures of A.
  const { data = 'fashion-mnist', seed = 1, validationSeed = seed } = trainedOn(a);
  const [ofA, ofB] = [a, b].map((run) => argumentsOf(data, trainedOn(run)));
  return `import { readFile } from 'node:fs/promises';
import { comparePredictions, openClassifier, predictLabelled${split === 'test' ? '' : ', withValidation'} } from 'atelier';
import { loadData } from 'atelier/node';

async function predict(model: string, data: Parameters<typeof loadData>) {
  const splits = await loadData(...data);
  const dataset = ${split === 'test' ? 'splits.test!' : `withValidation(splits, ${validationSeed}).validation`};
  return predictLabelled(await openClassifier(await readFile(model)), dataset);
}

const a = await predict(${JSON.stringify(modelOf(a))}, ${ofA});
const b = await predict(${JSON.stringify(modelOf(b))}, ${ofB});
const comparison = comparePredictions({
  labels: a.labels,
  classNames: a.classNames,
  probabilitiesA: a.probabilities,
  probabilitiesB: b.probabilities,
});
console.log('accuracy', comparison.a.accuracy, comparison.b.accuracy);
console.log('difference', comparison.difference.accuracy.value, comparison.difference.accuracy.interval);
console.log('McNemar’s exact test', comparison.mcnemarP);
`;
}

const trainedOn = ({ fullConfig }: Run): TrainedOn => fullConfig ?? {};

const modelOf = ({ folder }: Run): string => `${folder}/best.onnx`;

/** The arguments of `loadData`: a data set, prepared as a model was trained. */
const argumentsOf = (data: string, { pictures }: TrainedOn): string =>
  JSON.stringify(pictures ? [data, { pictures }] : [data]);
