// Measures how busy other programs kept the machine during a measurement. Taking turns evens out a
// disturbance only in part: a framework whose threads wait for each other at barriers loses far more than its
// share of the processor.
import { cpus } from 'node:os';
import type { Peer } from './peer-process.ts';

/** A process whose use of the processor belongs to the bench. */
type Watched = Pick<Peer, 'processorSeconds'>;

/** Watches from its construction until it is asked. */
export class Disturbance {
  private readonly peers: readonly Watched[];
  private readonly start: Reading;

  constructor(peers: readonly Watched[]) {
    this.peers = peers;
    this.start = read(peers);
  }

  /** How many cores other programs used on average; null if the peers' own use is unknown. */
  othersCores(): number | null {
    const { at, machine, bench } = read(this.peers);
    if (bench === null || this.start.bench === null || at === this.start.at) return null;
    const others = machine - this.start.machine - (bench - this.start.bench);
    return Math.max(0, others / (at - this.start.at));
  }
}

/** Seconds of the clock, of all processors, and of the bench and its peers. */
interface Reading {
  at: number;
  machine: number;
  bench: number | null;
}

function read(peers: readonly Watched[]): Reading {
  const busy = cpus().map(({ times }) => times.user + times.nice + times.sys + times.irq);
  const self = process.cpuUsage();
  const used = peers.map((peer) => peer.processorSeconds());
  return {
    at: performance.now() / 1000,
    machine: sum(busy) / 1000,
    bench: used.includes(null) ? null : sum([(self.user + self.system) / 1e6, ...used.map(Number)]),
  };
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
