// The core of the bench: all peers are alive and measured in turn within one run, so a disturbance of the
// machine affects all of them. It also checks that a peer is idle while others run, because a spinning thread
// would slow them down. It knows processes only through the Peer interface, and prints only progress.
import { Disturbance } from './disturbance.ts';
import { PeerUnavailable, type Peer } from './peer-process.ts';
import type { Burst, Ready } from './protocol.ts';

export interface TurnOptions {
  repetitions: number;
  /** The length of one burst; a peer always completes at least one step. */
  seconds: number;
  /** The names of the peers that take only one turn, because their steps take so long. */
  slow: readonly string[];
  /** The number of parameters that the network must have, for peers that can count them. */
  parameters: number;
  progress: (message: string) => void;
}

/** The measurements of one peer. */
export interface Measurement {
  name: string;
  versions: Record<string, string>;
  note: string;
  bursts: Burst[];
  /** The share of one core that it used while others ran; null if unknown. */
  idleShare: number | null;
}

export interface Missing {
  name: string;
  reason: string;
}

export interface Turns {
  measurements: Measurement[];
  missing: Missing[];
  /** How many cores other programs used during the repetitions; null if unknown. */
  othersCores: number | null;
}

/** Measures the peers in turn. `missing` lists those that can't be measured. */
export async function takeTurns(peers: readonly Peer[], options: TurnOptions): Promise<Turns> {
  const missing: Missing[] = [];
  try {
    const prepared: Contestant[] = [];
    for (const peer of peers) {
      const contestant = new Contestant(peer);
      if (await survives(contestant, missing, () => contestant.prepare(options))) prepared.push(contestant);
    }
    const disturbance = new Disturbance(prepared.map(({ peer }) => peer));
    const present = await allRounds(prepared, options, missing);
    const measurements = present.map((contestant) => contestant.measurement());
    return { measurements, missing, othersCores: disturbance.othersCores() };
  } finally {
    await Promise.all(peers.map((peer) => peer.stop()));
  }
}

async function allRounds(present: Contestant[], options: TurnOptions, missing: Missing[]) {
  for (let repetition = 0; repetition < options.repetitions; repetition++) {
    options.progress(`repetition ${repetition + 1} of ${options.repetitions}`);
    present = await oneRound(present, repetition, options, missing);
  }
  return present;
}

async function oneRound(present: Contestant[], round: number, options: TurnOptions, missing: Missing[]) {
  const lost = new Set<Contestant>();
  const taking = present.filter(({ peer }) => round === 0 || !options.slow.includes(peer.name));
  for (const contestant of rotated(taking, round)) {
    const survived = await survives(contestant, missing, () => contestant.burst(options.seconds));
    if (!survived) lost.add(contestant);
  }
  return present.filter((contestant) => !lost.has(contestant));
}

/** Does something with a peer. If it fails, the peer is stopped and listed as missing. */
async function survives(
  { peer }: Contestant,
  missing: Missing[],
  act: () => Promise<void>,
): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (!(error instanceof PeerUnavailable)) throw error;
    missing.push({ name: peer.name, reason: error.message });
    await peer.stop();
    return false;
  }
}

/** The list rotated to the left by `count`, so that no peer always goes first. */
export function rotated<T>(list: readonly T[], count: number): T[] {
  const shift = list.length ? count % list.length : 0;
  return [...list.slice(shift), ...list.slice(0, shift)];
}

/** A peer, and its measurements so far. */
class Contestant {
  readonly peer: Peer;
  private ready: Ready | undefined;
  private note = '';
  private readonly bursts: Burst[] = [];
  private idleSeconds = 0;
  private idleProcessorSeconds = 0;
  private lastTurn: { at: number; used: number | null } | undefined;

  constructor(peer: Peer) {
    this.peer = peer;
  }

  async prepare({ seconds, slow, parameters, progress }: TurnOptions): Promise<void> {
    progress(`${this.peer.name}: starting`);
    this.ready = await this.peer.start();
    const counted = this.ready.parameters ?? parameters;
    if (counted !== parameters) {
      throw new PeerUnavailable(
        `its network is different: expected ${parameters} parameters, got ${counted}`,
      );
    }
    progress(`${this.peer.name}: warming up`);
    const note = await this.peer.warm(seconds);
    this.note = [note, slow.includes(this.peer.name) && 'one repetition'].filter(Boolean).join(', ');
  }

  async burst(seconds: number): Promise<void> {
    this.countIdling();
    this.bursts.push(await this.peer.run(seconds));
    this.lastTurn = { at: performance.now(), used: this.peer.processorSeconds() };
  }

  measurement(): Measurement {
    const { name } = this.peer;
    // /proc counts in hundredths of a second, so less than a second of waiting is too short to tell.
    const idleShare = this.idleSeconds >= 1 ? this.idleProcessorSeconds / this.idleSeconds : null;
    return { name, versions: this.ready!.versions, note: this.note, bursts: this.bursts, idleShare };
  }

  private countIdling(): void {
    const used = this.peer.processorSeconds();
    if (!this.lastTurn || this.lastTurn.used === null || used === null) return;
    this.idleSeconds += (performance.now() - this.lastTurn.at) / 1000;
    this.idleProcessorSeconds += used - this.lastTurn.used;
  }
}
