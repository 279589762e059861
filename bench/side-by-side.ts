// The measuring commands, `train-step` and `inference`: from what was asked for to the result document.
// One set of processes per batch size, so that a peak of memory belongs to its batch size.
import { describeMachine } from './machine.ts';
import { commandLineOf } from './peer-list.ts';
import { PeerProcess } from './peer-process.ts';
import type { Architecture, Work } from './protocol.ts';
import { resultRows, whyNotQuotable, type ResultDocument } from './result-document.ts';
import { takeTurns, type Turns } from './take-turns.ts';

type Progress = (message: string) => void;

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
export async function measureSideBySide(question: Question, progress: Progress): Promise<ResultDocument> {
  const { batchSizes, command, architecture, threads, repetitions, secondsPerBurst, seed } = question;
  const machine = describeMachine();
  const turns = await atEachBatchSize(question, progress);
  const othersCores = worst(turns.map((turn) => turn.othersCores));
  // A training step is measured at one batch size, which the document names; inference's rows name theirs.
  const ofRow = (batchSize: number) => (command === 'inference' ? batchSize : undefined);
  return {
    command,
    machine,
    architecture,
    ...(batchSizes.length === 1 && { batchSize: batchSizes[0]! }),
    threads,
    repetitions,
    othersCores,
    notQuotable: whyNotQuotable(repetitions, othersCores, machine.cores),
    secondsPerBurst,
    seed,
    results: turns.flatMap(({ measurements, batchSize }) => resultRows(measurements, ofRow(batchSize))),
    missing: turns.flatMap(({ missing, batchSize }) =>
      missing.map((entry) => ({ ...entry, ...(command === 'inference' && { batchSize }) })),
    ),
  };
}

async function atEachBatchSize(question: Question, progress: Progress) {
  const turns: (Turns & { batchSize: number })[] = [];
  for (const batchSize of question.batchSizes) {
    progress(`batch size ${batchSize}`);
    turns.push({ ...(await atBatchSize(question, batchSize, progress)), batchSize });
  }
  return turns;
}

function atBatchSize(question: Question, batchSize: number, progress: Progress): Promise<Turns> {
  const { command, architecture, threads, seed, repetitions, secondsPerBurst: seconds } = question;
  const work = { command, architecture, batchSize, threads, seed };
  const peers = question.peers.map((name) => new PeerProcess(name, commandLineOf(name, work)));
  return takeTurns(peers, { repetitions, seconds, parameters: parameterCounts[architecture], progress });
}

function worst(values: (number | null)[]): number | null {
  return values.reduce((high, value) => (high === null || value === null ? null : Math.max(high, value)), 0);
}
