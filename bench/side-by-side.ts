// The measuring commands, `train-step` and `inference`: from the question to the result document. Each case
// has its own set of processes, so that the peak memory is that of its network and batch size.
import { Disturbance } from './disturbance.ts';
import { measurePeakGflops } from './floor.ts';
import { describeMachine } from './machine.ts';
import { commandLineOf, peersIn, slowPeers } from './peer-list.ts';
import { PeerProcess } from './peer-process.ts';
import type { Architecture, Case } from './protocol.ts';
import { casesOf, type Question } from './question.ts';
import { resultDocument, speedsOf, type Outcome, type ResultDocument } from './result-document.ts';
import { takeTurns, type Turns } from './take-turns.ts';

type Progress = (message: string) => void;

// Every peer that counts its parameters must have these numbers, which proves that its network is the same.
const parameterCounts: Record<Architecture, number> = {
  'paper-cnn': 225_034,
  lenet5: 61_706,
  resnet20: 272_186,
  'wrn-16-4': 2_748_602,
};

/** Measures all peers in all cases and reports progress line by line. */
export async function measureSideBySide(question: Question, progress: Progress): Promise<ResultDocument> {
  const described = describeMachine();
  progress('measuring a large matrix product');
  const disturbance = new Disturbance([]);
  const machine = { ...described, peakGflops: await measurePeakGflops(question.threads) };
  const peakOthersCores = disturbance.othersCores();
  const cases = casesOf(question);
  const outcomes: Outcome[] = [];
  for (const [index, asked] of cases.entries()) {
    progress(`${asked.architecture}, batch ${asked.batchSize} (${index + 1} of ${cases.length})`);
    const outcome = { ...asked, ...(await inCase(question, asked, progress)) };
    progress(speedsOf(outcome));
    outcomes.push(outcome);
  }
  return resultDocument(question, machine, peakOthersCores, outcomes);
}

function inCase(question: Question, asked: Case, progress: Progress): Promise<Turns> {
  const { command, threads, seed, repetitions, secondsPerBurst: seconds } = question;
  const work = { command, ...asked, threads, seed };
  const names = peersIn(command, asked, question.peers);
  const peers = names.map((name) => new PeerProcess(name, commandLineOf(name, work)));
  const parameters = parameterCounts[asked.architecture];
  return takeTurns(peers, { repetitions, seconds, slow: slowPeers, parameters, progress });
}
