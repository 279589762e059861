// The synthetic learning curves of the pruner bench, and workers that train on them in simulated time.
import type { Pruner, PrunedTrial } from '../../src/tuning/pruners/pruner.ts';

/** How many configurations a study tries, and how many epochs a whole run has. */
const configurations = 200;
const epochs = 81;

/** The root of x⁵ = x + 1, for the additive recurrence of Roberts. */
const root = 1.1673039782614187;
const fraction = (x: number): number => x - Math.floor(x);

/**
 * The validation error of a configuration after an epoch, from 1. Curves of good ones cross those of
 * others.
 */
export function curve(configuration: number, epoch: number): number {
  const [u1, u2, u3, u4] = [1, 2, 3, 4].map((j) => fraction(0.5 + (configuration + 1) / root ** j)) as [
    number,
    number,
    number,
    number,
  ];
  const floor = 0.08 + 0.4 * u1 ** 1.3;
  const tau = 0.6 + 12 * (1 - u1) * u2 ** 3 + u3 ** 2;
  const wobble = 0.04 * Math.sin((0.7 + u4) * epoch + 2 * Math.PI * u2) * Math.exp(-epoch / 30);
  return floor + (0.9 - floor) * Math.exp(-((epoch / tau) ** 0.6)) + wobble;
}

/** The generator of the Python baselines. */
function mulberry32(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= (t + Math.imul(t ^ (t >>> 7), t | 61)) >>> 0;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The order in which a seed's study tries its configurations. */
export function shuffled(seed: number): number[] {
  const random = mulberry32(seed);
  const order = Array.from({ length: configurations }, (_, i) => i);
  for (let i = configurations - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/**
 * How a simulated study went: the epochs that it spent, and what the best configuration trained to the end
 * has.
 */
export interface PruningResult {
  readonly spent: number;
  /** The best final value minus the best of all configurations. */
  readonly regret: number;
  readonly finished: number;
}

interface Running {
  readonly at: number;
  readonly worker: number;
  readonly trial: Mutable;
}

type Mutable = { -readonly [Key in keyof PrunedTrial]: PrunedTrial[Key] } & {
  configuration: number;
  intermediate: [number, number][];
};

/** Seed s tries the configurations from 200 s on. Worker w takes 1 + 0.15 w units of time for an epoch. */
export function simulate(pruner: Pruner, seed: number, workers: number): PruningResult {
  const queue = shuffled(seed).map((i) => configurations * seed + i);
  const least = Math.min(...queue.map((configuration) => curve(configuration, epochs)));
  const trials: Mutable[] = [];
  const clock: Running[] = [];
  const idle = new Set<number>();
  let [spent, best, finished] = [0, Infinity, 0];
  const pruning = { trials, direction: 'minimize', epochs } as const;
  const take = (worker: number, now: number): void => {
    const mayEnd = queue.length === 0 && clock.length === 0;
    const promoted = pruner.promote(pruning) ?? (mayEnd ? pruner.promoteLast(pruning) : undefined);
    let trial = promoted === undefined ? undefined : trials[promoted];
    if (!trial && queue.length > 0) {
      trial = {
        number: trials.length,
        state: 'running',
        intermediate: [],
        isPaused: false,
        configuration: queue.shift()!,
      };
      trials.push(trial);
    }
    if (!trial) return void idle.add(worker);
    trial.isPaused = false;
    idle.delete(worker);
    clock.push({ at: now + 1 + 0.15 * worker, worker, trial });
  };
  for (let worker = 0; worker < workers; worker++) take(worker, 0);
  while (clock.length > 0) {
    clock.sort((a, b) => a.at - b.at || a.worker - b.worker);
    const { at, worker, trial } = clock.shift()!;
    const epoch = trial.intermediate.length + 1;
    const value = curve(trial.configuration, epoch);
    spent++;
    trial.intermediate.push([epoch, value]);
    const verdict = epoch === epochs ? 'continue' : pruner.judge(trial, pruning);
    if (epoch === epochs) {
      trial.state = 'complete';
      finished++;
      best = Math.min(best, value);
    } else if (verdict === 'prune') trial.state = 'pruned';
    else if (verdict === 'pause') trial.isPaused = true;
    else {
      clock.push({ at: at + 1 + 0.15 * worker, worker, trial });
      continue;
    }
    for (const free of [worker, ...idle]) take(free, at);
  }
  return { spent, regret: best - least, finished };
}
