// A run as TypeScript, for a program of one's own.
import type { RunDetail } from '../../../../../src/server/studio/contract/runs.ts';
import { trainingCode } from '../../../core/training-code.ts';

/** The program that trains the same again; undefined if its configuration can't be read. */
export function codeOf({ name, fullConfig }: Pick<RunDetail, 'name' | 'fullConfig'>): string | undefined {
  if (typeof fullConfig !== 'object' || fullConfig === null) return undefined;
  return trainingCode({ ...fullConfig, version: undefined }, name.split('/').at(-1)!);
}

/** The program that draws the network of a run. */
export function networkCode(folder: string): string {
  const file = JSON.stringify(`${folder}/best.onnx`);
  return `import { readFile, writeFile } from 'node:fs/promises';
import { describeClassifier } from 'atelier';
import { drawModel } from 'atelier/node';

const description = describeClassifier(await readFile(${file}), ${file});
await writeFile('network.svg', drawModel(description));
`;
}
