// The measuring commands, `train-step` and `inference`: from what was asked for to the result document.
// One set of processes per batch size, so that a peak of memory belongs to its batch size.
import { describeMachine } from './machine.ts';
import { commandLineOf } from './peer-list.ts';
import { PeerProcess, type Peer } from './peer-process.ts';
import type { Architecture, Work } from './protocol.ts';
import { quotableRepetitions, resultRows, type ResultDocument } from './result-document.ts';
import { takeTurns } from './take-turns.ts';

export interface Question {
  command: Work['command'];
  architecture: Architecture;
  batchSizes: number[];
  threads: number;
  repetitions: number;
  secondsPerBurst: number;
  seed: number;
  peers: string[];
}

// Every peer that can count its parameters must come to these: the proof that it is the same network.
const parameterCounts: Record<Architecture, number> = { 'paper-cnn': 225_034, lenet5: 61_706 };

/** Measures all peers at all batch sizes and reports progress line by line. */
export async function measureSideBySide(
  question: Question,
  progress: (message: string) => void,
): Promise<ResultDocument> {
  const { batchSizes, command, architecture, threads, repetitions, secondsPerBurst, seed } = question;
  const perRow = command === 'inference';
  const document: ResultDocument = {
    command,
    machine: describeMachine(),
    architecture,
    ...(batchSizes.length === 1 && { batchSize: batchSizes[0]! }),
    threads,
    repetitions,
    quotable: repetitions >= quotableRepetitions,
    secondsPerBurst,
    seed,
    results: [],
    missing: [],
  };
  for (const batchSize of batchSizes) {
    progress(`batch size ${batchSize}`);
    const { measurements, missing } = await atBatchSize(question, batchSize, progress);
    document.results.push(...resultRows(measurements, perRow ? batchSize : undefined));
    document.missing.push(...missing.map((entry) => ({ ...entry, ...(perRow && { batchSize }) })));
  }
  return document;
}

function atBatchSize(question: Question, batchSize: number, progress: (message: string) => void) {
  const { command, architecture, threads, seed, repetitions, secondsPerBurst: seconds } = question;
  const work = { command, architecture, batchSize, threads, seed };
  const peers = question.peers.map((name): Peer => new PeerProcess(name, commandLineOf(name, work)));
  return takeTurns(peers, { repetitions, seconds, parameters: parameterCounts[architecture], progress });
}
