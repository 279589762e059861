// Who trains: this project by its presets, and the paper's network as the paper trains it in two other
// frameworks, each in a process of its own.
import { fileURLToPath } from 'node:url';
import { InputError } from '../../src/errors.ts';
import type { CommandLine } from '../line-process.ts';
import { pythonCommandLine } from '../peer-list.ts';

const trainerNames = ['atelier', 'keras', 'pytorch'] as const;
export type TrainerName = (typeof trainerNames)[number];

/**
 * How the paper trains its network, for the peers: Adam at Keras's own rate, no schedule, no augmentation.
 * Ten epochs is the paper's number; beyond it the recipe is not followed, so that a target that takes longer
 * counts as not reached.
 */
export const paperRecipe = { epochs: 10, batchSize: 128, learningRate: 1e-3 } as const;

/** How many numbers the paper's network trains: a peer that counts others has another network. */
export const paperParameters = 225_034;

/** The words that `--peers` takes. Keras runs on TensorFlow here, and either name will do. */
export const peerWords = ['atelier', 'tensorflow', 'pytorch'] as const;
const meanings: Readonly<Record<string, TrainerName>> = {
  atelier: 'atelier',
  tensorflow: 'keras',
  keras: 'keras',
  pytorch: 'pytorch',
};

/** Those of a comma-separated list, ours first. Throws an InputError for an unknown name. */
export function selectTrainers(list: string): TrainerName[] {
  const wanted = list.split(',').map((word) => {
    const name = Object.hasOwn(meanings, word.trim()) ? meanings[word.trim()] : undefined;
    if (name) return name;
    throw new InputError(`--peers: expected names out of ${peerWords.join(', ')}; got '${word.trim()}'`);
  });
  return trainerNames.filter((name) => wanted.includes(name));
}

const files: Readonly<Record<TrainerName, URL>> = {
  atelier: new URL('../peers/atelier-training.ts', import.meta.url),
  keras: new URL('../peers/keras_training.py', import.meta.url),
  pytorch: new URL('../peers/pytorch_training.py', import.meta.url),
};

/** The command line that starts a trainer; it reads its work from standard input. */
export function trainerCommandLine(name: TrainerName, threads: number): CommandLine {
  const file = fileURLToPath(files[name]);
  if (name !== 'atelier') return pythonCommandLine(threads, file);
  return { program: process.execPath, args: ['--import', 'tsx', file], env: {} };
}
