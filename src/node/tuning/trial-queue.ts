// Hands out the trials of a study to one worker. First come trials whose worker has died, then those in the
// queue, then promotions, then new points.
import type { Parameters, SearchSpace } from '../../tuning/space.ts';
import type { Operation } from '../../tuning/journal/operations.ts';
import type { JournalTrial } from '../../tuning/journal/replay.ts';
import { forPruner, isPaused, leaseMark, pauseMark, type Pause } from '../../tuning/marks.ts';
import type { Pruner, Pruning } from '../../tuning/pruners/pruner.ts';
import type { Sampler, Sampling } from '../../tuning/samplers/sampler.ts';
import { complete, suggest } from '../../tuning/suggest.ts';
import { isFinished } from '../../tuning/trial.ts';
import { isRunning, ownProcess, type Owner } from '../files/process-owner.ts';
import type { Decision, StudyJournal } from './study-journal.ts';

/** How a study is searched. */
export interface Search {
  readonly space: SearchSpace;
  readonly sampler: Sampler;
  readonly pruner: Pruner;
  readonly seed: number;
  /** The epochs of a whole run. */
  readonly epochs: number;
  /** How many trials the study may have. */
  readonly most: number;
}

/** What a worker does next: a trial, or wait for other workers, or end. */
export type Next =
  | { readonly kind: 'trial'; readonly trial: JournalTrial }
  | { readonly kind: 'wait' }
  | { readonly kind: 'end'; readonly isExhausted: boolean };

/** The same before it is written, when a new trial has no more than an id. */
type Decided = Exclude<Next, { kind: 'trial' }> | { readonly kind: 'trial'; readonly id: number };

/** After how long without a sign of life the trial of a worker on another machine is given back. */
export const leaseMs = 60_000;
/** Other programs give no signs between their reports, so their trials are given back later. */
const foreignLeaseMs = 10 * leaseMs;

/** The trials of a study, for one worker. */
export class TrialQueue {
  private readonly study: StudyJournal;
  private readonly search: Search;
  /** For each running trial, its last change and when this process saw it first. */
  private readonly seen = new Map<number, { readonly changed: number; readonly since: number }>();

  constructor(study: StudyJournal, search: Search) {
    this.study = study;
    this.search = search;
  }

  /** Takes the next trial. */
  async next(): Promise<Next> {
    const owner = await ownProcess();
    const next = await this.study.transact(async () => this.decide(owner, await this.abandoned(owner)));
    return next.kind === 'trial' ? { kind: 'trial', trial: this.trial(next.id) } : next;
  }

  /** Writes the values of epochs that the journal does not have. */
  async report(
    id: number,
    values: readonly (readonly [epoch: number, value: number])[],
  ): Promise<JournalTrial> {
    return this.study.transact(() => {
      const trial = this.trial(id);
      const known = new Set(trial.intermediate.map(([epoch]) => epoch));
      const operations = values
        .filter(([epoch, value]) => !known.has(epoch) && Number.isFinite(value))
        .map(([epoch, value]) => this.study.write.intermediate(id, epoch, value));
      return { operations: isFinished(trial) ? [] : operations, result: trial };
    });
  }

  /** Says that the worker is alive. */
  async renew(id: number): Promise<void> {
    const owner = await ownProcess();
    await this.study.transact(() => ({
      operations: isFinished(this.trial(id)) ? [] : [this.lease(id, owner)],
      result: undefined,
    }));
  }

  /** Lets go of a trial that is not finished, e.g. after Ctrl-C. */
  async release(id: number): Promise<void> {
    await this.study.transact(() => ({
      operations: isFinished(this.trial(id)) ? [] : [this.lease(id, null)],
      result: undefined,
    }));
  }

  /** Lets a trial wait at a rung. */
  async pause(id: number): Promise<void> {
    await this.study.transact(() => {
      const { intermediate } = this.trial(id);
      const mark = this.pauseAt(id, intermediate.at(-1)![0], false);
      return { operations: [mark, this.lease(id, null)], result: undefined };
    });
  }

  /** Ends a trial. What is already known of it is not written again. */
  async finish(
    id: number,
    state: 'complete' | 'pruned' | 'fail',
    values: readonly number[] | undefined,
    attributes: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await this.study.transact(() => {
      const trial = this.trial(id);
      const operations = isFinished(trial) ? [] : this.ending(trial, state, values, attributes);
      return { operations, result: undefined };
    });
  }

  private ending(
    { id, userAttributes }: JournalTrial,
    state: 'complete' | 'pruned' | 'fail',
    values: readonly number[] | undefined,
    attributes: Readonly<Record<string, unknown>>,
  ): Operation[] {
    const { write } = this.study;
    return [
      ...Object.entries(attributes)
        .filter(([key]) => !Object.hasOwn(userAttributes, key))
        .map(([key, value]) => write.userAttribute(id, key, value)),
      write.state(id, state, values ?? null),
    ];
  }

  private trial(id: number): JournalTrial {
    return this.study.study.trials.find((trial) => trial.id === id)!;
  }

  private decide(owner: Owner, abandoned: JournalTrial | undefined): Decision<Decided> {
    const { trials } = this.study.study;
    if (abandoned) return this.take(abandoned, owner);
    const waiting = trials.find(({ state }) => state === 'waiting');
    if (waiting) return this.take(waiting, owner);
    const promoted = this.search.pruner.promote(this.pruning());
    if (promoted !== undefined) return this.take(trials[promoted]!, owner);
    const point = trials.length < this.search.most ? this.point() : undefined;
    if (point) return this.create(point, owner);
    if (trials.some((trial) => trial.state === 'running' && !isPaused(trial)))
      return { operations: [], result: { kind: 'wait' } };
    const last = this.search.pruner.promoteLast(this.pruning());
    if (last !== undefined) return this.take(trials[last]!, owner);
    return this.end(trials.length < this.search.most);
  }

  /** Trials that were not promoted are pruned now. */
  private end(isExhausted: boolean): Decision<Decided> {
    const operations = this.study.study.trials.filter(isPaused).flatMap(({ id, intermediate }) => {
      const last = intermediate.at(-1)?.[1];
      return [this.study.write.state(id, 'pruned', last === undefined ? null : [last])];
    });
    return { operations, result: { kind: 'end', isExhausted } };
  }

  private pruning(): Pruning {
    const { trials, directions } = this.study.study;
    return { trials: trials.map(forPruner), direction: directions[0]!, epochs: this.search.epochs };
  }

  private sampling(number: number): Sampling {
    const { trials, directions } = this.study.study;
    const { space, seed } = this.search;
    return {
      space,
      directions,
      seed,
      number,
      trials: trials.filter((trial) => trial.number !== number && trial.state !== 'waiting'),
    };
  }

  private point(): Parameters | undefined {
    return suggest(this.search.sampler, this.sampling(this.study.study.trials.length));
  }

  private create(point: Parameters, owner: Owner): Decision<Decided> {
    const { study, journal, write } = this.study;
    const id = journal.nextTrialId;
    const operations = [
      write.createTrial(study.id),
      this.lease(id, owner),
      ...write.parameters(id, this.search.space, point),
    ];
    return { operations, result: { kind: 'trial', id } };
  }

  /** Takes a trial that exists, and gives it the parameters that it lacks. */
  private take(trial: JournalTrial, owner: Owner): Decision<Decided> {
    const { write } = this.study;
    const { id, number, state, params, systemAttributes } = trial;
    const fixed = (systemAttributes['fixed_params'] ?? {}) as Parameters;
    const point = complete(this.search.sampler, this.sampling(number), { ...fixed, ...params });
    const operations = [
      ...(state === 'waiting' ? [write.state(id, 'running')] : []),
      ...(isPaused(trial) ? [this.pauseAt(id, trial.intermediate.at(-1)![0], true)] : []),
      this.lease(id, owner),
      ...write.parameters(id, this.search.space, point, params),
    ];
    return { operations, result: { kind: 'trial', id } };
  }

  private pauseAt(id: number, epoch: number, isPromoted: boolean): Operation {
    return this.study.write.systemAttribute(id, pauseMark, { epoch, isPromoted } satisfies Pause);
  }

  private lease(id: number, owner: Owner | null): Operation {
    const value = owner && { ...owner, renewed: new Date().toISOString() };
    return this.study.write.systemAttribute(id, leaseMark, value);
  }

  /** A running trial whose worker has died, or has let go of it. */
  private async abandoned(own: Owner): Promise<JournalTrial | undefined> {
    for (const trial of this.study.study.trials)
      if (trial.state === 'running' && !isPaused(trial) && (await this.isAbandoned(trial, own))) return trial;
    return undefined;
  }

  private async isAbandoned(
    { id, changed, worker, systemAttributes }: JournalTrial,
    own: Owner,
  ): Promise<boolean> {
    const lease = systemAttributes[leaseMark] as Owner | null | undefined;
    if (lease === null || (lease === undefined && worker.startsWith(workerPrefix))) return true;
    if (lease && lease.pid === own.pid && lease.start === own.start && lease.host === own.host) return true;
    const isAlive = lease && (await isRunning(lease));
    if (isAlive !== undefined) return !isAlive;
    const now = performance.now();
    const seen = this.seen.get(id);
    if (seen?.changed !== changed) {
      this.seen.set(id, { changed, since: now });
      return false;
    }
    return now - seen.since > (lease ? leaseMs : foreignLeaseMs);
  }
}

/** How the names of Atelier's workers begin in a journal. */
export const workerPrefix = 'atelier-';
