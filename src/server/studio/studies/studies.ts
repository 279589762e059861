// The studies in the folder of runs: what a thread reads in their journals, joined with the jobs that work on
// them.
import { join } from 'node:path';
import { Thread } from '../../../node/threads/thread.ts';
import { shellLine } from '../../../shell-words.ts';
import { notFound } from '../../errors.ts';
import type { Job } from '../contract/jobs.ts';
import type { StudyList, StudySummary, TrialDetail } from '../contract/studies.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { RunIndex } from '../runs/run-index.ts';
import type { PrunedTrials, StudyCalls, StudyFacts } from './calls.ts';
import { spaceFile } from './study-index.ts';

interface Parts {
  readonly jobs: Pick<Jobs, 'list'>;
  readonly runs: Pick<RunIndex, 'root' | 'idOf' | 'find'>;
  /** Tells that there is news of studies. */
  readonly tell: () => void;
}

/** Who saw that a journal is being read is told so often to look again, in milliseconds. */
const unreadMs = 1000;

/** Answers what the pages ask of studies. The thread starts with the first question. */
export class Studies {
  private readonly parts: Parts;
  private thread: Thread | undefined;
  private again: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** All studies, the one that changed last first. */
  async list(): Promise<StudyList> {
    const { studies, ...others } = await this.call('list', this.named);
    if (others.unread.length > 0) this.tellLater();
    const summaries = studies.map((facts) => this.summary(facts));
    return { studies: summaries.sort((a, b) => b.modified - a.modified), ...others };
  }

  /** The pruned trials of all studies whose journals were read. There is news when others are. */
  async pruned(): Promise<readonly PrunedTrials[]> {
    const { studies, isPart } = await this.call('pruned', this.named);
    if (isPart) this.tellLater();
    return studies;
  }

  /** The folder of a trial's run: `atelier tune` names it by its number. */
  static runOf(folder: string, number: number): string {
    return join(folder, String(number).padStart(4, '0'));
  }

  /** @throws HttpError 404 if there is no such study */
  async facts(id: string): Promise<StudyFacts> {
    return found(id, await this.call('facts', { ...this.named, id }));
  }

  /**
   * The trials since a version, as JSON.
   *
   * @throws HttpError 404 if there is no such study
   */
  async trials(id: string, since: string | undefined): Promise<Uint8Array> {
    return found(id, await this.call('trials', { ...this.named, id, ...(since !== undefined && { since }) }));
  }

  /** @throws HttpError 404 if there is no such study or trial */
  async trial(id: string, number: number): Promise<TrialDetail> {
    const { folder, isMain } = await this.facts(id);
    const trial = await this.call('trial', { ...this.named, id, number });
    if (!trial) throw notFound(`the study has no trial ${number}`);
    const run = this.parts.runs.idOf(Studies.runOf(folder, number));
    return { ...trial, ...(isMain && this.parts.runs.find(run) && { run }) };
  }

  /**
   * The names of the studies in a journal.
   *
   * @throws InputError if it is none
   */
  names(file: string): Promise<readonly string[]> {
    return this.call('names', { file });
  }

  /** The newest job that works or worked on a study in a folder. */
  jobOf(folder: string): Job | undefined {
    const space = join(folder, spaceFile);
    return this.parts.jobs.list().find(({ kind, args }) => kind === 'tune' && args.includes(space));
  }

  async close(): Promise<void> {
    clearTimeout(this.again);
    await this.thread?.stop();
  }

  private tellLater(): void {
    this.again ??= setTimeout(() => {
      this.again = undefined;
      this.parts.tell();
    }, unreadMs).unref();
  }

  private summary({ isMain, ...facts }: StudyFacts): StudySummary {
    const { folder, name } = facts;
    const job = isMain ? this.jobOf(folder) : undefined;
    const planned = job && plannedTrials(job);
    const show = ['tune', 'show', folder, ...(isMain ? [] : ['--study', name])];
    return {
      ...facts,
      status: job?.status ?? 'unknown',
      ...(job && { job: job.id }),
      ...(job?.reason !== undefined && { reason: job.reason }),
      ...(planned !== undefined && { planned }),
      command: job?.command ?? shellLine(show),
    };
  }

  private get named(): { readonly root: string } {
    return { root: this.parts.runs.root };
  }

  private call<Name extends keyof StudyCalls>(
    name: Name,
    argument: StudyCalls[Name][0],
  ): Promise<StudyCalls[Name][1]> {
    if (!this.thread || this.thread.hasEnded)
      this.thread = new Thread('./study-thread', import.meta.url, 'studies');
    return this.thread.call(name, argument);
  }
}

function found<T>(id: string, answer: T | undefined): T {
  if (answer !== undefined) return answer;
  throw notFound(`there is no study ${JSON.stringify(id.slice(0, 100))} in the folder of runs`);
}

/** What follows `--trials`. */
function plannedTrials({ args }: Job): number | undefined {
  const at = args.indexOf('--trials');
  return at < 0 ? undefined : Number(args[at + 1]);
}
