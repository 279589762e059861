// What a run of the bench measures: the options of the command line, checked. A wrong option throws an
// InputError.
import { InputError } from '../src/errors.ts';
import { ours, peersIn, selectPeers, slowCase, slowPeers } from './peer-list.ts';
import { architectures, type Architecture, type Case, type Work } from './protocol.ts';

/** The options, as the command line gives them. */
export interface Options {
  arch: string;
  batchSize: string;
  peers?: string;
  repetitions: string;
  seconds: string;
  threads: string;
  seed: string;
}

export const defaults = {
  arch: architectures.join(','),
  batchSize: '1,32,128,512',
  repetitions: '7',
  seconds: '1.5',
  threads: '2',
  seed: '1',
} as const satisfies Options;

export interface Question {
  command: Work['command'];
  architectures: Architecture[];
  batchSizes: number[];
  threads: number;
  repetitions: number;
  secondsPerBurst: number;
  seed: number;
  peers: string[];
}

/** Every architecture with every batch size, in the order of the options. */
export function casesOf({
  architectures,
  batchSizes,
}: Pick<Question, 'architectures' | 'batchSizes'>): Case[] {
  return architectures.flatMap((architecture) =>
    batchSizes.map((batchSize) => ({ architecture, batchSize })),
  );
}

/** Checks the options. */
export function questionOf(command: Work['command'], options: Options): Question {
  const question: Question = {
    command,
    architectures: distinct(options.arch).map(architecture),
    batchSizes: distinct(options.batchSize).map((size) => integer('--batch-size', size, 1, 60_000)),
    threads: integer('--threads', options.threads, 1, 1024),
    repetitions: integer('--repetitions', options.repetitions, 1, 1000),
    secondsPerBurst: seconds(options.seconds),
    seed: integer('--seed', options.seed, 0, 2 ** 32 - 1),
    peers: selectPeers(options.peers),
  };
  if (options.peers !== undefined) refuseSlowPeersElsewhere(question);
  return question;
}

/** Refuses a slow peer that was named if the run does not include its only case. */
function refuseSlowPeersElsewhere(question: Question): void {
  const measured = casesOf(question).flatMap((asked) => peersIn(question.command, asked, question.peers));
  const never = question.peers.find((name) => name !== ours && !measured.includes(name));
  if (never === undefined) return;
  const { command, architecture, batchSize } = slowCase;
  throw new InputError(
    `--peers: ${slowPeers.join(' and ')} are measured only by ${command} for ${architecture} at batch size ${batchSize}; got '${never}'`,
  );
}

export function distinct(list: string): string[] {
  return [...new Set(list.split(',').map((entry) => entry.trim()))];
}

function architecture(name: string): Architecture {
  const known = architectures.find((candidate) => candidate === name);
  if (known) return known;
  throw new InputError(`--arch: expected names from ${architectures.join(', ')}; got '${name}'`);
}

export function integer(option: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= low && value <= high) return value;
  throw new InputError(`${option}: expected a whole number from ${low} to ${high}; got '${text}'`);
}

export function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value <= 600) return value;
  throw new InputError(`--seconds: expected a number above 0 and up to 600; got '${text}'`);
}
