// The trainers: this project with its presets, and the paper's network as the paper trains it in two other
// frameworks, each in a separate process.
import { fileURLToPath } from 'node:url';
import { InputError } from '../../src/errors.ts';
import type { CommandLine } from '../line-process.ts';
import { pythonCommandLine } from '../peer-list.ts';

const trainerNames = ['atelier', 'keras', 'pytorch'] as const;
export type TrainerName = (typeof trainerNames)[number];

/**
 * The recipe of the paper, for the peers: Adam at Keras's default rate, no schedule, no augmentation. The
 * paper trains for ten epochs. The peers do not continue beyond that, so a target that would take longer
 * counts as not reached.
 */
export const paperRecipe = { epochs: 10, batchSize: 128, learningRate: 1e-3 } as const;

/** The number of parameters of the paper's network; a peer with another number has a different network. */
export const paperParameters = 225_034;

/** The values of `--peers`. Keras runs on TensorFlow here, and either name works. */
export const peerWords = ['atelier', 'tensorflow', 'pytorch'] as const;
const meanings: Readonly<Record<string, TrainerName>> = {
  atelier: 'atelier',
  tensorflow: 'keras',
  keras: 'keras',
  pytorch: 'pytorch',
};

/** The trainers in a comma-separated list, ours first. Throws an InputError for an unknown name. */
export function selectTrainers(list: string): TrainerName[] {
  const wanted = list.split(',').map((word) => {
    const name = Object.hasOwn(meanings, word.trim()) ? meanings[word.trim()] : undefined;
    if (name) return name;
    throw new InputError(`--peers: expected names from ${peerWords.join(', ')}; got '${word.trim()}'`);
  });
  return trainerNames.filter((name) => wanted.includes(name));
}

const files: Readonly<Record<TrainerName, URL>> = {
  atelier: new URL('../peers/atelier-training.ts', import.meta.url),
  keras: new URL('../peers/keras_training.py', import.meta.url),
  pytorch: new URL('../peers/pytorch_training.py', import.meta.url),
};

/** The command line that starts a trainer, which reads its work from standard input. */
export function trainerCommandLine(name: TrainerName, threads: number): CommandLine {
  const file = fileURLToPath(files[name]);
  if (name !== 'atelier') return pythonCommandLine(threads, file);
  return { program: process.execPath, args: ['--import', 'tsx', file], env: {} };
}
